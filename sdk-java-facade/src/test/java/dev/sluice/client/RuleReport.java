package dev.sluice.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the rules: how many held for each kind of publisher, and which were skipped, why.
 */
final class RuleReport {
  private static final Path FILE = Path.of("target", "reactive-streams.txt");

  private final Map<String, Integer> passed = new TreeMap<>();
  private final Map<String, List<String>> skipped = new TreeMap<>();
  private int run;
  private int failed;

  void passed(String kind) {
    run++;
    passed.merge(kind, 1, Integer::sum);
  }

  void failed() {
    run++;
    failed++;
  }

  void skipped(String kind, String rule, String reason) {
    skipped.computeIfAbsent(rule + ": " + reason, it -> new ArrayList<>()).add(kind);
  }

  /** Writes it to the console and to {@link #FILE}. */
  void print() throws IOException {
    int skips = skipped.values().stream().mapToInt(List::size).sum();
    var text = new StringBuilder("Reactive Streams TCK: ");
    text.append(passed.size()).append(" kinds of publishers, ").append(run).append(" rules run, ");
    text.append(failed).append(" failed, ").append(skips).append(" skipped\n");
    passed.forEach((kind, count) -> text.append("  passed ").append(count + "  " + kind + "\n"));
    skipped.forEach(
        (rule, kinds) ->
            text.append("  skipped for ")
                .append(kinds.size() + "  " + rule + "\n")
                .append(rule.startsWith("untested_") ? "" : "    " + kinds + "\n"));
    Files.writeString(FILE, text);
    System.out.print(text);
  }
}
