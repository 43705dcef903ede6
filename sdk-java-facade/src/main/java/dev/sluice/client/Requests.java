package dev.sluice.client;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import kotlinx.serialization.json.Json;
import kotlinx.serialization.json.JsonObject;
import tools.jackson.databind.JsonNode;

/** Makes requests out of what Java's callers pass. */
final class Requests {
  private Requests() {}

  /** {@code builder}, after {@code request} has set what it sets. */
  static <B> B filled(B builder, Consumer<B> request) {
    return filled(builder, request, "request");
  }

  /** The same, for a parameter called {@code name}. */
  static <B> B filled(B builder, Consumer<B> set, String name) {
    requireNonNull(set, name).accept(builder);
    return builder;
  }

  /** Jackson's object as the core writes it; by way of text, which is how it travels. */
  static JsonObject object(JsonNode node) {
    if (!node.isObject()) {
      throw new IllegalArgumentException("a request's body is an object, this is " + node);
    }
    return (JsonObject) Json.Default.parseToJsonElement(node.toString());
  }
}
