package dev.sluice.client;

import dev.sluice.anthropic.MessageRequest;
import dev.sluice.limits.RetryPolicy;
import dev.sluice.openai.ListRequest;
import dev.sluice.testing.ScriptedServer;
import java.util.LinkedHashMap;
import java.util.Map;

/** A client of each provider, all over one server. */
final class TestClients implements AutoCloseable {
  final OpenAIClient openai;
  final AnthropicClient anthropic;
  final GeminiClient gemini;

  TestClients(ScriptedServer server) {
    openai = at(server.getUrl() + "/v1", OpenAIClient.builder()).build();
    anthropic = at(server.getUrl(), AnthropicClient.builder()).build();
    gemini = at(server.getUrl(), GeminiClient.builder()).build();
  }

  static <B extends ModelClient.Builder<B>> B at(String url, B builder) {
    return builder.apiKey("sk-secret").baseUrl(url).retries(RetryPolicy.NEVER);
  }

  OpenAIChatCompletions completions() {
    return openai.chat().completions();
  }

  OpenAIResponses responses() {
    return openai.responses();
  }

  OpenAIFineTuningJobs jobs() {
    return openai.fineTuning().jobs();
  }

  static MessageRequest message() {
    return new MessageRequest.Builder().model("m").maxTokens(9).user("Hi").build();
  }

  static ListRequest behind(String id) {
    return new ListRequest.Builder().after(id).build();
  }

  static Map<String, String> ordered(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) map.put(pairs[i], pairs[i + 1]);
    return map;
  }

  @Override
  public void close() {
    openai.close();
    anthropic.close();
    gemini.close();
  }
}
