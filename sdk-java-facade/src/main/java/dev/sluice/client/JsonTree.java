package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.json.JsonElements;
import dev.sluice.json.JsonSyntaxException;
import dev.sluice.json.JsonValue;
import kotlinx.serialization.json.JsonElement;
import tools.jackson.databind.JsonNode;

/**
 * JSON that a provider said, as a tree of Jackson's: the fields behind an answer, the arguments of
 * a call, the JSON so far behind a partial.
 *
 * <pre>{@code
 * JsonTree.of(completion.getRaw()).path("system_fingerprint")
 * mapper.treeToValue(JsonTree.of(call.getArgs()), Place.class)
 * }</pre>
 *
 * <p>A copy; numbers keep all their digits. {@link ExtraBody} is the way back.
 */
public final class JsonTree {
  private JsonTree() {}

  /**
   * The tree of {@code json}, which may be an object, a list or a value.
   *
   * @throws JsonSyntaxException when something in it was written that is no JSON, such as {@code
   *     NaN}
   */
  public static JsonNode of(JsonElement json) {
    return of(JsonElements.toJsonValue(requireNonNull(json, "json")));
  }

  /** The tree of {@code json}, as far as it has arrived. */
  public static JsonNode of(JsonValue json) {
    return JsonNodes.of(requireNonNull(json, "json"));
  }
}
