package dev.sluice.examples.java;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The text that an example works on. */
final class Inputs {
  /** The file that -Dinput names, standard input for -Dinput=-, otherwise the example's own. */
  static String text(String own) {
    var input = System.getProperty("input", "");
    try {
      if (input.isEmpty()) {
        try (var stream = Inputs.class.getResourceAsStream("/" + own)) {
          return new String(stream.readAllBytes(), UTF_8).strip();
        }
      }
      if (input.equals("-")) return new String(System.in.readAllBytes(), UTF_8).strip();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return fileText(Path.of(input)).strip();
  }

  /** The texts in {@code text}, which blank lines part. */
  static List<String> paragraphs(String text) {
    return Stream.of(text.split("\\R(?:\\h*\\R)+"))
        .map(String::strip)
        .filter(it -> !it.isEmpty())
        .toList();
  }

  private static String fileText(Path file) {
    if (!Files.exists(file)) throw refuse("there is no file " + file + " to read (-Dinput)");
    if (Files.isDirectory(file)) {
      throw refuse(file + " is a directory, not a file to read (-Dinput)");
    }
    try {
      return new String(Files.readAllBytes(file), UTF_8);
    } catch (IOException failed) {
      throw refuse(file + " cannot be read (-Dinput): " + failed.getMessage());
    }
  }

  private static IllegalArgumentException refuse(String why) {
    return new IllegalArgumentException(why);
  }

  private Inputs() {}
}
