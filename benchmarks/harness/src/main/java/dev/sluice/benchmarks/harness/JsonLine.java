package dev.sluice.benchmarks.harness;

import java.util.Map;

/**
 * One line of JSON, written field by field: a library would be on the class path under measurement.
 */
final class JsonLine {
  private final StringBuilder text = new StringBuilder("{");

  JsonLine put(String name, long value) {
    return raw(name, Long.toString(value));
  }

  JsonLine put(String name, boolean value) {
    return raw(name, Boolean.toString(value));
  }

  JsonLine put(String name, String value) {
    return raw(name, quoted(value));
  }

  /** Leaves the field out if the value is not known, which is what a negative one says. */
  JsonLine putIfKnown(String name, long value) {
    return value < 0 ? this : put(name, value);
  }

  JsonLine put(String name, Map<String, Long> values) {
    var line = new JsonLine();
    values.forEach(line::put);
    return raw(name, line.toString());
  }

  private JsonLine raw(String name, String value) {
    if (text.length() > 1) text.append(',');
    text.append(quoted(name)).append(':').append(value);
    return this;
  }

  private static String quoted(String value) {
    var quoted = new StringBuilder("\"");
    for (char each : value.toCharArray()) {
      if (each == '"' || each == '\\') {
        quoted.append('\\').append(each);
      } else {
        quoted.append(each < ' ' ? ' ' : each);
      }
    }
    return quoted.append('"').toString();
  }

  @Override
  public String toString() {
    return text + "}";
  }
}
