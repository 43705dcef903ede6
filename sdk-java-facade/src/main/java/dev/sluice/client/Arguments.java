package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
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

  /**
   * A copy of {@code map}, in its order, which has no nulls; {@code entry} is what one of its
   * values is.
   */
  static Map<String, String> map(Map<String, String> map, String name, String entry) {
    requireNonNull(map, name)
        .forEach(
            (key, it) ->
                requireNonNull(
                    it, "the " + entry + " " + requireNonNull(key, "a " + entry + "'s name")));
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
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
