package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import kotlinx.serialization.json.JsonObject;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the extra fields of a request's body out of Java's own maps or Jackson's trees. Every
 * request's builder takes them, and so do the options of calls that have no request.
 *
 * <pre>{@code
 * ask.user(text).extraBody(ExtraBody.of(Map.of("seed", 7)))
 * }</pre>
 *
 * <p>The schema of a tool's parameters, and whatever else is JSON in a request, is made in the same
 * way. {@link JsonTree} reads what comes back.
 */
public final class ExtraBody {
  private ExtraBody() {}

  /** The fields of {@code fields}, whose values are whatever Jackson can write. */
  public static JsonObject of(Map<String, ?> fields) {
    return of(JsonMapper.shared().<ObjectNode>valueToTree(requireNonNull(fields, "fields")));
  }

  /** The fields of {@code fields}. */
  public static JsonObject of(ObjectNode fields) {
    return Requests.object(requireNonNull(fields, "fields"));
  }
}
