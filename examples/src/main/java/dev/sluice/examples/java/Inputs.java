package dev.sluice.examples.java;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

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
      return Files.readString(Path.of(input)).strip();
    } catch (NoSuchFileException missing) {
      throw new IllegalArgumentException("there is no file " + input + " to read (-Dinput)");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Inputs() {}
}
