package dev.sluice.examples.java;

import dev.sluice.client.ExtraBody;
import dev.sluice.openai.ChatMessage;
import dev.sluice.openai.ChatTool;
import dev.sluice.openai.ChatToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets the model call functions of the program, as many at once as it likes, and answer with what
 * they gave.
 */
public final class Tools {
  record Place(String city) {}

  private static final ChatTool WEATHER =
      ChatTool.function(
          "get_weather",
          "Tells the current weather in a city",
          ExtraBody.of(
              Map.of(
                  "type",
                  "object",
                  "properties",
                  Map.of("city", Map.of("type", "string")),
                  "required",
                  List.of("city"),
                  "additionalProperties",
                  false)),
          true);

  /** Stands for a weather service. */
  private static final Map<String, String> FORECASTS =
      Map.of("Paris", "18 degrees, light rain", "Lisbon", "24 degrees, sunny");

  public static void main(String[] arguments) {
    var conversation = new ArrayList<ChatMessage>();
    conversation.add(ChatMessage.user(Inputs.text("weather.txt")));
    try (var openai = Provider.openAi()) {
      while (true) {
        var answer =
            openai
                .chat()
                .completions()
                .create(ask -> ask.model(Provider.GPT).messages(conversation).tool(WEATHER))
                .join()
                .getChoices()
                .get(0)
                .getMessage();
        conversation.add(ChatMessage.from(answer));
        if (answer.getToolCalls().isEmpty()) {
          System.out.println(answer.getContent());
          return;
        }

        // Every call has to be answered, by its id.
        for (var call : answer.getToolCalls()) {
          conversation.add(ChatMessage.tool(call.getId(), result(call)));
        }
      }
    }
  }

  /** What goes wrong in a tool is a result too: the model may then try otherwise. */
  private static String result(ChatToolCall call) {
    System.out.println("The model calls " + call.getName() + " with " + call.getArguments());
    var place = JsonMapper.shared().readValue(call.getArguments(), Place.class);
    return FORECASTS.getOrDefault(place.city(), "There is no forecast for " + place.city() + ".");
  }

  private Tools() {}
}
