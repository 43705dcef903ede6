package dev.sluice.client;

import static dev.sluice.client.Futures.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.CompatibleServer;
import dev.sluice.errors.ApiTimeoutException;
import dev.sluice.errors.AuthenticationException;
import dev.sluice.errors.ClientClosedException;
import dev.sluice.errors.InternalServerException;
import dev.sluice.errors.InvalidRequestException;
import dev.sluice.limits.RetryPolicy;
import dev.sluice.model.ChatModel;
import dev.sluice.model.FallbackRule;
import dev.sluice.openai.ChatCompletion;
import dev.sluice.testing.Answer;
import dev.sluice.testing.AnthropicReply;
import dev.sluice.testing.OpenAiChatReply;
import dev.sluice.testing.ScriptedServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients made of other clients: copies, presets, names, and one that stands in for another. */
@Timeout(60)
class CopiesTest {
  private final ScriptedServer server = ScriptedServer.start();

  @AfterEach
  void close() {
    server.close();
  }

  private OpenAIClient.Builder openai() {
    return TestClients.at(server.getUrl(), OpenAIClient.builder());
  }

  private static CompletableFuture<ChatCompletion> ask(OpenAIClient openai) {
    return openai.chat().completions().create(it -> it.model("m").user("Hi"));
  }

  @Test
  void threeLevelsOfOptionsOverOneConnection() throws Exception {
    var hello = OpenAiChatReply.text("Hello.");
    server.enqueue(hello, hello, hello, hello);
    try (var openai = openai().headers(Map.of("X-Level", "client")).build()) {
      var copy = openai.withOptions(it -> it.headers(Map.of("X-Level", "copy")));
      get(ask(openai));
      get(ask(copy));
      get(
          copy.chat()
              .completions()
              .create(it -> it.model("m").user("Hi").extraHeaders(Map.of("X-Level", "call"))));
      copy.close();
      get(ask(openai));
    }
    for (String level : List.of("client", "copy", "call", "client")) {
      assertEquals(level, server.takeRequest().header("X-Level"));
    }
    assertEquals(1, server.getConnectionsOpened());
  }

  @Test
  void eachProvidersClientCanBeCopied() throws Exception {
    try (var clients = new TestClients(server)) {
      server.enqueue(Answer.json("{\"id\":\"m\"}"), Answer.json("{\"name\":\"models/m\"}"));
      get(clients.anthropic.withOptions(it -> it.apiKey("sk-other")).models().retrieve("m"));
      assertEquals("sk-other", server.takeRequest().header("x-api-key"));
      get(clients.gemini.withOptions(it -> it.apiKey("sk-other")).models().retrieve("m"));
      assertEquals("sk-other", server.takeRequest().header("x-goog-api-key"));
    }
  }

  @Test
  void closingTheOriginalEndsTheCallsOfItsCopies() throws Exception {
    server.enqueue(Answer.silence());
    var openai = openai().build();
    var copy = openai.withOptions(it -> it.retries(RetryPolicy.DEFAULT));
    var call = ask(copy);
    var request = server.takeRequest();
    openai.close();
    assertThrows(ClientClosedException.class, () -> get(call));
    request.getExchange().awaitClientGone();
    assertThrows(ClientClosedException.class, () -> get(ask(copy)));
  }

  @Test
  void aCopyKeepsTimeLimitsAndThreads() throws Exception {
    var threads = new CompletableFuture<Thread>();
    Executor own =
        task -> {
          threads.complete(Thread.currentThread());
          task.run();
        };
    server.enqueue(Answer.silence());
    try (var openai = openai().totalTimeout(Duration.ofMillis(50)).executor(own).build()) {
      var call = ask(openai.withOptions(it -> it.connectTimeout(Duration.ofSeconds(5))));
      assertEquals("total", assertThrows(ApiTimeoutException.class, () -> get(call)).getLimit());
      get(threads);
    }
  }

  @Test
  void aServerThatSpeaksOpenAisLanguage() throws Exception {
    var mine = new CompatibleServer.Builder("mine").baseUrl(server.getUrl() + "/v9").build();
    server.enqueue(OpenAiChatReply.text("Hello."));
    try (var openai = OpenAIClient.of(mine, it -> it.headers(Map.of("X-Mine", "1")))) {
      get(ask(openai));
      var request = server.takeRequest();
      assertEquals("/v9/chat/completions", request.getTarget());
      assertEquals("1", request.header("X-Mine"));
    }
    try (var openai = OpenAIClient.of(mine)) {
      assertEquals("mine", openai.chatModel().getProvider());
    }
  }

  record Empty() {}

  @Test
  void aProviderAndItsModelByName() throws Exception {
    for (var name :
        Map.of(
                "anthropic/claude-haiku-4-5", AnthropicClient.class,
                "gemini/gemini-2.5-flash", GeminiClient.class,
                "openai/gpt-4o-mini", OpenAIClient.class,
                "openai-responses/gpt-5-mini", OpenAIClient.class,
                "groq/llama-3.3-70b-versatile", OpenAIClient.class)
            .entrySet()) {
      try (var provider = ProviderModel.of(name.getKey())) {
        assertEquals(name.getValue(), provider.client().getClass());
        assertTrue(name.getKey().endsWith("/" + provider.model()));
        var sluice = SluiceClient.on(provider);
        provider.close();
        var late = sluice.extract(Empty.class, ask -> ask.user("?"));
        assertThrows(ClientClosedException.class, () -> get(late));
      }
    }
    assertThrows(InvalidRequestException.class, () -> ProviderModel.of("nobody/nothing"));
    assertThrows(InvalidRequestException.class, () -> ProviderModel.of("openai"));
  }

  record Greeting(String word) {}

  private Greeting greet(ChatModel model) throws Exception {
    return get(
        SluiceClient.on(model, it -> it.model("claude").maxTokens(99))
            .extract(Greeting.class, ask -> ask.user("Greet.")));
  }

  @Test
  void anotherModelTakesOver() throws Exception {
    try (var clients = new TestClients(server)) {
      var either = clients.anthropic.withFallback(clients.openai, "gpt");
      server.enqueue(AnthropicReply.error(503, "api_error", "down"));
      server.enqueue(OpenAiChatReply.text("{\"word\":\"Hello\"}"));
      assertEquals(new Greeting("Hello"), greet(either));
      server.takeRequest();
      assertTrue(server.takeRequest().getBodyText().startsWith("{\"model\":\"gpt\""));
      server.enqueue(AnthropicReply.error(401, "authentication_error", "who?"));
      assertThrows(AuthenticationException.class, () -> greet(either));
    }
  }

  @Test
  void aRuleOfOnesOwnSaysWhatItTakesOver() throws Exception {
    try (var clients = new TestClients(server)) {
      FallbackRule keys = failure -> failure instanceof AuthenticationException;
      var either = clients.openai.withFallback(clients.anthropic, "claude", keys);
      server.enqueue(OpenAiChatReply.error(401, "who?"));
      server.enqueue(AnthropicReply.text("{\"word\":\"Hello\"}"));
      assertEquals(new Greeting("Hello"), greet(either));
      server.enqueue(OpenAiChatReply.error(500, "down"));
      assertThrows(InternalServerException.class, () -> greet(either));
      var same = clients.openai.withFallback(clients.openai);
      server.enqueue(OpenAiChatReply.error(500, "down"));
      server.enqueue(OpenAiChatReply.text("{\"word\":\"Again\"}"));
      assertEquals(new Greeting("Again"), greet(same));
    }
  }
}
