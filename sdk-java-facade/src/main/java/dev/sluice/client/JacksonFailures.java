package dev.sluice.client;

import dev.sluice.json.JsonPath;
import dev.sluice.schema.DecodingException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidFormatException;

/** Says what a type refused in words that a model can act on. */
final class JacksonFailures {
  private JacksonFailures() {}

  /** The same failure with the path of what was being built, and the type's own words for it. */
  static DecodingException decoding(JacksonException failure) {
    Throwable own = own(failure);
    if (own instanceof CancellationException cancelled) throw cancelled;
    return new DecodingException(path(failure), reason(failure, own), own == null ? failure : own);
  }

  private static JsonPath path(JacksonException failure) {
    JsonPath path = JsonPath.ROOT;
    for (JacksonException.Reference step : failure.getPath()) {
      path =
          step.getPropertyName() == null
              ? path.plus(step.getIndex())
              : path.plus(step.getPropertyName());
    }
    return path;
  }

  private static String reason(JacksonException failure, @Nullable Throwable own) {
    if (failure instanceof InvalidFormatException format && format.getTargetType() != null) {
      return "is not a valid " + format.getTargetType().getSimpleName();
    }
    if (own == null) return ShapeReader.firstLine(failure);
    String message = own.getMessage();
    return message == null || message.isBlank() ? "is not valid: " + own : message;
  }

  /** What the user's own code threw, under Jackson's wrappings. */
  private static @Nullable Throwable own(JacksonException failure) {
    Throwable cause = failure;
    while (cause instanceof JacksonException && cause.getCause() != cause) cause = cause.getCause();
    return cause;
  }
}
