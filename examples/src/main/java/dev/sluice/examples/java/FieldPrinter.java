package dev.sluice.examples.java;

import dev.sluice.model.Usage;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes fields to a terminal while they grow: only what is new is printed. */
final class FieldPrinter {
  private final PrintStream out;
  private final Map<String, Integer> printed = new HashMap<>();
  private @Nullable String current;

  FieldPrinter(PrintStream out) {
    this.out = out;
  }

  void text(String field, CharSequence value) {
    if (value.length() > printed.getOrDefault(field, 0)) begin(field);
    grow(field, value);
  }

  void list(String field, @Nullable List<String> items) {
    if (items == null) return;
    for (int index = 0; index < items.size(); index++) {
      var key = field + " " + index;
      if (!printed.containsKey(key) && !items.get(index).isEmpty()) {
        begin(field);
        out.print("\n  - ");
      }
      grow(key, items.get(index));
    }
  }

  void done(Usage usage) {
    out.printf("%n%n%d tokens in, %d out%n", usage.getInputTokens(), usage.getOutputTokens());
  }

  private void grow(String key, CharSequence value) {
    int from = printed.getOrDefault(key, 0);
    if (value.length() == from) return;
    out.print(value.subSequence(from, value.length()));
    out.flush();
    printed.put(key, value.length());
  }

  private void begin(String field) {
    if (field.equals(current)) return;
    if (current != null) out.println();
    out.print(field + ": ");
    current = field;
  }
}
