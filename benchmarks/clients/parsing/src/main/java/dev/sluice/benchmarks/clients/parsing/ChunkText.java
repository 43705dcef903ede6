package dev.sluice.benchmarks.clients.parsing;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads a chunk of a chat completion no further than the text of its first choice. */
final class ChunkText {
  private static final JsonFactory JSON = new JsonFactory();

  private ChunkText() {}

  /** The text, empty if the chunk has none. */
  static String of(byte[] bytes, int offset, int length) {
    try (JsonParser chunk = JSON.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
      if (chunk.nextToken() != JsonToken.START_OBJECT || !enter(chunk, "choices")) return "";
      if (chunk.nextToken() != JsonToken.START_OBJECT
          || !enter(chunk, "delta")
          || !enter(chunk, "content")) return "";
      return chunk.currentToken() == JsonToken.VALUE_STRING ? chunk.getString() : "";
    }
  }

  /**
   * Goes from within an object to the value of {@code name}; false if the object ends without it.
   */
  private static boolean enter(JsonParser chunk, String name) {
    for (String next = chunk.nextName(); next != null; next = chunk.nextName()) {
      chunk.nextToken();
      if (next.equals(name)) return true;
      chunk.skipChildren();
    }
    return false;
  }
}
