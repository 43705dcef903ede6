package dev.sluice.benchmarks.harness;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;

/** What failed, by message. May be used from any thread. */
final class Failures {
  private static final int KEPT_MESSAGES = 3;
  private static final int KEPT_CHARACTERS = 160;

  private final Map<String, LongAdder> byMessage = new ConcurrentHashMap<>();

  void add(Throwable failure) {
    add(describe(failure));
  }

  void add(String message) {
    byMessage.computeIfAbsent(message, ignored -> new LongAdder()).increment();
  }

  long count() {
    return byMessage.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** The commonest messages, and how often they came. */
  Map<String, Long> commonest() {
    Map<String, Long> commonest = new LinkedHashMap<>();
    byMessage.entrySet().stream()
        .sorted(Comparator.comparingLong(each -> -each.getValue().sum()))
        .limit(KEPT_MESSAGES)
        .forEach(each -> commonest.put(each.getKey(), each.getValue().sum()));
    return commonest;
  }

  /**
   * Class and message of the failure itself, without ports and ids, which would make each message
   * one of its own.
   */
  static String describe(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    String text = cause.getClass().getSimpleName() + ": " + cause.getMessage();
    String general = text.replaceAll("\\d{4,}", "#");
    return general.length() <= KEPT_CHARACTERS ? general : general.substring(0, KEPT_CHARACTERS);
  }
}
