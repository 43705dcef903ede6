package dev.sluice.client;

import dev.sluice.Sluice;
import dev.sluice.limits.RetryPolicy;
import dev.sluice.model.OutputMode;
import dev.sluice.testing.Answer;
import dev.sluice.testing.AnthropicReply;
import dev.sluice.testing.GeminiReply;
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
  ANTHROPIC_TOOLS(OutputMode.TOOLS),
  GEMINI_SCHEMA(OutputMode.JSON_SCHEMA),
  GEMINI_TOOLS(OutputMode.TOOLS),
  PROMPTED_OPENAI(OutputMode.PROMPTED),
  PROMPTED_ANTHROPIC(OutputMode.PROMPTED),
  PROMPTED_GEMINI(OutputMode.PROMPTED);

  /** Whose answers come whole: a function that Gemini calls has no pieces. */
  static final String WHOLE = "GEMINI_TOOLS";

  static final String KEY = "sk-secret";
  private static final int PIECE = 5;

  /** What stands before the JSON in an answer that was asked for in words. */
  private static final String LEAD = "Here it is:\n```json\n";

  private final OutputMode mode;

  Wire(OutputMode mode) {
    this.mode = mode;
  }

  private boolean isOpenAi() {
    return name().contains("OPENAI");
  }

  private boolean isGemini() {
    return name().contains("GEMINI");
  }

  ModelClient client(ScriptedServer server) {
    if (isOpenAi()) return reaching(server, OpenAIClient.builder()).build();
    if (isGemini()) return reaching(server, GeminiClient.builder()).build();
    return reaching(server, AnthropicClient.builder()).build();
  }

  private static <B extends ModelClient.Builder<B>> B reaching(ScriptedServer server, B builder) {
    return builder.apiKey(KEY).baseUrl(server.getUrl()).retries(RetryPolicy.NEVER);
  }

  SluiceClient sluice(ModelClient client) {
    return SluiceClient.on(client, this::defaults);
  }

  void defaults(Sluice.Builder defaults) {
    String other = isGemini() ? "gemini-2.5-flash" : "claude-haiku-4-5";
    defaults.model(isOpenAi() ? "gpt-4o-mini" : other).maxTokens(1024).mode(mode);
  }

  /** Answers with {@code json} in the form that was asked for. */
  RequestHandler says(String json) {
    return request -> reply(request, json).answer(request);
  }

  /**
   * Streams the first events of the answer, though never the last, then does what {@code step}
   * does, then the rest. What stands before the JSON is not counted.
   */
  RequestHandler interrupted(String json, int events, Step step) {
    return request -> {
      List<Step> all = reply(request, json).events();
      int lead = mode == OutputMode.PROMPTED ? LEAD.length() / PIECE : 0;
      int first = Math.min(lead + events, all.size() - 1);
      return Answer.sse()
          .steps(all.subList(0, first))
          .step(step)
          .steps(all.subList(first, all.size()))
          .build();
    };
  }

  /** The status and words of an error, as the provider writes it. */
  Answer error(int status, String type, String message) {
    if (isOpenAi()) return OpenAiChatReply.error(status, message, type);
    return isGemini()
        ? GeminiReply.error(status, type, message)
        : AnthropicReply.error(status, type, message);
  }

  /** In the form that was asked for: a mode may have to ask in another form than its own. */
  Reply reply(RecordedRequest request, String answer) {
    String tool = tool(request);
    String json = said(answer);
    if (isOpenAi()) {
      var reply = OpenAiChatReply.builder().pieces(PIECE);
      return (tool != null ? reply.toolCall("call_1", tool, json) : reply.text(json)).build();
    }
    if (isGemini()) {
      var reply = GeminiReply.builder().pieces(PIECE);
      return (tool != null ? reply.functionCall(tool, json) : reply.text(json)).build();
    }
    var reply = AnthropicReply.builder().pieces(PIECE).withoutPing();
    return (tool != null ? reply.toolUse("toolu_1", tool, json) : reply.text(json)).build();
  }

  /** As a model says it that was asked in words: with words around, in a block. */
  private String said(String json) {
    boolean isBlock = mode == OutputMode.PROMPTED && json.startsWith("{");
    return isBlock ? LEAD + json + "\n```" : json;
  }

  private @Nullable String tool(RecordedRequest request) {
    JsonNode tools = JsonMapper.shared().readTree(request.getBodyText()).get("tools");
    if (tools == null) return null;
    JsonNode first = tools.get(0);
    if (isOpenAi()) first = first.get("function");
    if (isGemini()) first = first.get("functionDeclarations").get(0);
    return first.get("name").stringValue();
  }
}
