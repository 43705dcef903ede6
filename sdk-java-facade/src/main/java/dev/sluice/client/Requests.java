package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import dev.sluice.openai.ListRequest;
import java.util.function.Consumer;
import kotlinx.serialization.json.Json;
import kotlinx.serialization.json.JsonObject;
import tools.jackson.databind.JsonNode;

/** Makes the requests that several endpoints have in common. */
final class Requests {
  static ListRequest list(Consumer<ListRequest.Builder> request) {
    var builder = new ListRequest.Builder();
    requireNonNull(request, "request").accept(builder);
    return builder.build();
  }

  /** Jackson's object as the core writes it; by way of text, which is how it travels. */
  static JsonObject object(JsonNode node) {
    if (!node.isObject()) {
      throw new IllegalArgumentException("a request's body is an object, this is " + node);
    }
    return (JsonObject) Json.Default.parseToJsonElement(node.toString());
  }

  private Requests() {}
}
