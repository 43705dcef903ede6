package dev.sluice.client;

import dev.sluice.Sluice;
import dev.sluice.limits.RetryPolicy;
import dev.sluice.model.OutputMode;
import dev.sluice.testing.Answer;
import dev.sluice.testing.AnthropicReply;
import dev.sluice.testing.OpenAiChatReply;
import dev.sluice.testing.RecordedRequest;
import dev.sluice.testing.Reply;
import dev.sluice.testing.RequestHandler;
import dev.sluice.testing.ScriptedServer;
import dev.sluice.testing.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The ways in which a provider is asked for a type: each behaviour of the facade holds for all. */
enum Wire {
  OPENAI_SCHEMA(OutputMode.JSON_SCHEMA),
  OPENAI_TOOLS(OutputMode.TOOLS),
  ANTHROPIC_SCHEMA(OutputMode.JSON_SCHEMA),
  ANTHROPIC_TOOLS(OutputMode.TOOLS);

  static final String KEY = "sk-secret";
  private static final int PIECE = 5;

  private final OutputMode mode;

  Wire(OutputMode mode) {
    this.mode = mode;
  }

  boolean isOpenAi() {
    return this == OPENAI_SCHEMA || this == OPENAI_TOOLS;
  }

  ModelClient client(ScriptedServer server) {
    return isOpenAi()
        ? OpenAIClient.builder()
            .apiKey(KEY)
            .baseUrl(server.getUrl())
            .retries(RetryPolicy.NEVER)
            .build()
        : AnthropicClient.builder()
            .apiKey(KEY)
            .baseUrl(server.getUrl())
            .retries(RetryPolicy.NEVER)
            .build();
  }

  SluiceClient sluice(ModelClient client) {
    return SluiceClient.on(client, this::defaults);
  }

  void defaults(Sluice.Builder defaults) {
    defaults.model(isOpenAi() ? "gpt-4o-mini" : "claude-haiku-4-5").maxTokens(1024).mode(mode);
  }

  /** Answers with {@code json} in the form that was asked for. */
  RequestHandler says(String json) {
    return request -> reply(request, json).answer(request);
  }

  /** Streams the first events of the answer, then does what {@code step} does, then the rest. */
  RequestHandler interrupted(String json, int events, Step step) {
    return request -> {
      List<Step> all = reply(request, json).events();
      return Answer.sse()
          .steps(all.subList(0, events))
          .step(step)
          .steps(all.subList(events, all.size()))
          .build();
    };
  }

  /** The status and words of an error, as the provider writes it. */
  Answer error(int status, String type, String message) {
    return isOpenAi()
        ? OpenAiChatReply.error(status, message, type)
        : AnthropicReply.error(status, type, message);
  }

  /** In the form that was asked for: a mode may have to ask in another form than its own. */
  Reply reply(RecordedRequest request, String json) {
    String tool = tool(request);
    if (isOpenAi()) {
      var reply = OpenAiChatReply.builder().pieces(PIECE);
      return (tool != null ? reply.toolCall("call_1", tool, json) : reply.text(json)).build();
    }
    var reply = AnthropicReply.builder().pieces(PIECE).withoutPing();
    return (tool != null ? reply.toolUse("toolu_1", tool, json) : reply.text(json)).build();
  }

  private @Nullable String tool(RecordedRequest request) {
    JsonNode tools = JsonMapper.shared().readTree(request.getBodyText()).get("tools");
    if (tools == null) return null;
    return (isOpenAi() ? tools.get(0).get("function") : tools.get(0)).get("name").stringValue();
  }
}
