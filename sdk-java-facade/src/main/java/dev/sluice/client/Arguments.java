package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Takes what callers pass, and refuses what is not all there by the names that they know. */
final class Arguments {
  private Arguments() {}

  /** A copy of {@code list}, which has no nulls. */
  static <T> List<T> list(List<? extends T> list, String name) {
    int index = 0;
    for (T it : requireNonNull(list, name)) requireNonNull(it, name + "[" + index++ + "]");
    return List.copyOf(list);
  }

  /** A copy of {@code map}, which has no nulls; {@code name} is what one of its values is. */
  static Map<String, String> map(Map<String, String> map, String name) {
    requireNonNull(map, "value")
        .forEach(
            (key, it) ->
                requireNonNull(
                    it, "the " + name + " " + requireNonNull(key, "a " + name + "'s name")));
    return Map.copyOf(map);
  }

  /** Milliseconds of a time limit. */
  static long millis(Duration value, String name) {
    try {
      return requireNonNull(value, "value").toMillis();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "the timeout " + name + " is longer than milliseconds can count: " + value, e);
    }
  }
}
