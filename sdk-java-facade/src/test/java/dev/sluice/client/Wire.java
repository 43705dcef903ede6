package dev.sluice.client;

import dev.sluice.Sluice;
import dev.sluice.limits.RetryPolicy;
import dev.sluice.model.OutputMode;
import dev.sluice.testing.Answer;
import dev.sluice.testing.AnthropicReply;
import dev.sluice.testing.GeminiReply;
import dev.sluice.testing.OpenAiChatReply;
import dev.sluice.testing.OpenAiResponsesReply;
import dev.sluice.testing.RecordedRequest;
import dev.sluice.testing.Reply;
import dev.sluice.testing.RequestHandler;
import dev.sluice.testing.ScriptedServer;
import dev.sluice.testing.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The ways in which a provider is asked for a type: each behaviour of the facade holds for all. */
enum Wire {
  OPENAI_SCHEMA(OutputMode.JSON_SCHEMA),
  OPENAI_TOOLS(OutputMode.TOOLS),
  OPENAI_PARALLEL(OutputMode.PARALLEL_TOOLS),
  OPENAI_JSON(OutputMode.JSON_OBJECT),
  RESPONSES_SCHEMA(OutputMode.JSON_SCHEMA),
  RESPONSES_TOOLS(OutputMode.TOOLS),
  RESPONSES_PARALLEL(OutputMode.PARALLEL_TOOLS),
  RESPONSES_JSON(OutputMode.JSON_OBJECT),
  ANTHROPIC_SCHEMA(OutputMode.JSON_SCHEMA),
  ANTHROPIC_TOOLS(OutputMode.TOOLS),
  ANTHROPIC_PARALLEL(OutputMode.PARALLEL_TOOLS),
  ANTHROPIC_THINKING(OutputMode.TOOLS),
  GEMINI_SCHEMA(OutputMode.JSON_SCHEMA),
  GEMINI_TOOLS(OutputMode.TOOLS),
  GEMINI_PARALLEL(OutputMode.PARALLEL_TOOLS),
  GEMINI_JSON(OutputMode.JSON_OBJECT),
  PROMPTED_OPENAI(OutputMode.PROMPTED),
  PROMPTED_ANTHROPIC(OutputMode.PROMPTED),
  PROMPTED_GEMINI(OutputMode.PROMPTED);

  /** Whose answers come whole, as a pattern: a function that Gemini calls has no pieces. */
  static final String WHOLE = "GEMINI_(TOOLS|PARALLEL)";

  static final String KEY = "sk-secret";
  private static final int PIECE = 5;

  /** What stands before the JSON in an answer that was asked for in words. */
  private static final String LEAD = "Here it is:\n```json\n";

  /** The events of the thoughts and words before a call. */
  private static final int THOUGHTS = 14;

  private static final Map<String, Object> THINKING = new LinkedHashMap<>();

  static {
    THINKING.put("type", "enabled");
    THINKING.put("budget_tokens", 400);
  }

  private final OutputMode mode;

  Wire(OutputMode mode) {
    this.mode = mode;
  }

  private boolean isOpenAi() {
    return name().contains("OPENAI");
  }

  private boolean isResponses() {
    return name().startsWith("RESPONSES");
  }

  private boolean isGemini() {
    return name().contains("GEMINI");
  }

  ModelClient client(ScriptedServer server) {
    if (isOpenAi() || isResponses()) return reaching(server, OpenAIClient.builder()).build();
    if (isGemini()) return reaching(server, GeminiClient.builder()).build();
    return reaching(server, AnthropicClient.builder()).build();
  }

  private static <B extends ModelClient.Builder<B>> B reaching(ScriptedServer server, B builder) {
    return builder.apiKey(KEY).baseUrl(server.getUrl()).retries(RetryPolicy.NEVER);
  }

  SluiceClient sluice(ModelClient client) {
    return isResponses()
        ? SluiceClient.on(((OpenAIClient) client).responses().chatModel(), this::defaults)
        : SluiceClient.on(client, this::defaults);
  }

  void defaults(Sluice.Builder defaults) {
    String other = isGemini() ? "gemini-2.5-flash" : "claude-haiku-4-5";
    defaults.model(isOpenAi() || isResponses() ? "gpt-4o-mini" : other).maxTokens(1024).mode(mode);
    if (this == ANTHROPIC_THINKING) defaults.extraBody(ExtraBody.of(Map.of("thinking", THINKING)));
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
      int first = Math.min(lead + events + beside(request, json), all.size() - 1);
      return Answer.sse()
          .steps(all.subList(0, first))
          .step(step)
          .steps(all.subList(first, all.size()))
          .build();
    };
  }

  /**
   * How many events come before the answer and between its parts, beyond those of chat completions.
   */
  private int beside(RecordedRequest request, String json) {
    String tool = tool(request);
    int further = tool == null ? 0 : calls(json, tool).size() - 1;
    if (isResponses()) return 3 + 2 * further;
    return this == ANTHROPIC_THINKING ? THOUGHTS : this == ANTHROPIC_PARALLEL ? further : 0;
  }

  /** The status and words of an error, as the provider writes it. */
  Answer error(int status, String type, String message) {
    if (isOpenAi() || isResponses()) return OpenAiChatReply.error(status, message, type);
    return isGemini()
        ? GeminiReply.error(status, type, message)
        : AnthropicReply.error(status, type, message);
  }

  /** In the form that was asked for: a mode may have to ask in another form than its own. */
  Reply reply(RecordedRequest request, String answer) {
    String tool = tool(request);
    String json = tool == null ? said(answer) : answer;
    var calls = tool == null ? List.<Call>of() : calls(json, tool);
    String text = tool == null ? json : null;
    if (isOpenAi()) return chat(text, calls);
    if (isResponses()) return response(text, calls);
    return isGemini() ? content(text, calls) : message(text, calls);
  }

  private static Reply chat(@Nullable String text, List<Call> calls) {
    var reply = OpenAiChatReply.builder().pieces(PIECE);
    if (text != null) reply.text(text);
    calls.forEach(it -> reply.toolCall("call_" + (calls.indexOf(it) + 1), it.tool, it.input));
    return reply.build();
  }

  private static Reply response(@Nullable String text, List<Call> calls) {
    var reply = OpenAiResponsesReply.builder().pieces(PIECE);
    if (text != null) reply.text(text);
    calls.forEach(it -> reply.functionCall("call_" + (calls.indexOf(it) + 1), it.tool, it.input));
    return reply.build();
  }

  private static Reply content(@Nullable String text, List<Call> calls) {
    var reply = GeminiReply.builder().pieces(PIECE);
    if (text != null) reply.text(text);
    calls.forEach(it -> reply.functionCall(it.tool, it.input));
    return reply.build();
  }

  private Reply message(@Nullable String text, List<Call> calls) {
    var reply = AnthropicReply.builder().pieces(PIECE).withoutPing();
    if (this == ANTHROPIC_THINKING) {
      reply.thinking("What do they want?");
      if (!calls.isEmpty()) reply.text("I shall call the tool.");
    }
    if (text != null) reply.text(text);
    calls.forEach(it -> reply.toolUse("toolu_" + (calls.indexOf(it) + 1), it.tool, it.input));
    return reply.build();
  }

  private record Call(String tool, String input) {}

  /** What is in a wrapper comes as a call for each of its objects, in the mode that asks so. */
  private List<Call> calls(String json, String tool) {
    boolean isWrapped = json.startsWith("{\"items\":") || json.startsWith("{\"value\":");
    if (mode != OutputMode.PARALLEL_TOOLS || !isWrapped) return List.of(new Call(tool, json));
    JsonNode answer = JsonMapper.shared().readTree(json).iterator().next();
    var parts = new ArrayList<Call>();
    for (JsonNode part : answer.isArray() ? answer : List.of(answer)) {
      if (!(part instanceof ObjectNode input)) return List.of(new Call(tool, json));
      JsonNode tag = input.remove("type");
      parts.add(new Call(tag == null ? tool : tag.stringValue(), input.toString()));
    }
    return parts;
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
