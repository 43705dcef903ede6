package dev.sluice.benchmarks.clients.parsing;

import dev.sluice.benchmarks.harness.ClientFactory;
import kotlinx.serialization.json.Json;
import kotlinx.serialization.json.JsonElementKt;

/**
 * The least that asks a chat completion and reads its answer: the request put together by hand, one
 * path out of a tree.
 */
public final class ChatJson {
  private ChatJson() {}

  /** The body of a request with one message from the user. */
  public static String request(String prompt, boolean stream) {
    var json = new StringBuilder(prompt.length() + 128);
    json.append("{\"model\":\"").append(ClientFactory.MODEL);
    json.append("\",\"messages\":[{\"role\":\"user\",\"content\":\"");
    escape(prompt, json);
    json.append("\"}]");
    if (stream) json.append(",\"stream\":true");
    return json.append('}').toString();
  }

  /** The text of the first choice. */
  public static String content(String body) {
    var answer = JsonElementKt.getJsonObject(Json.Default.parseToJsonElement(body));
    var choices = JsonElementKt.getJsonArray(answer.get("choices"));
    var message =
        JsonElementKt.getJsonObject(JsonElementKt.getJsonObject(choices.get(0)).get("message"));
    return JsonElementKt.getJsonPrimitive(message.get("content")).getContent();
  }

  private static void escape(String text, StringBuilder json) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') json.append('\\').append(c);
      else if (c < ' ') json.append(String.format("\\u%04x", (int) c));
      else json.append(c);
    }
  }
}
