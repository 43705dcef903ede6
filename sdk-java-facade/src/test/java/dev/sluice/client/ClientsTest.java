package dev.sluice.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.Anthropic;
import dev.sluice.OpenAI;
import dev.sluice.anthropic.AnthropicMessage;
import dev.sluice.errors.ApiTimeoutException;
import dev.sluice.errors.BadRequestException;
import dev.sluice.errors.RateLimitException;
import dev.sluice.limits.RetryPolicy;
import dev.sluice.openai.ChatCompletion;
import dev.sluice.openai.ChatCompletionRequest;
import dev.sluice.testing.Answer;
import dev.sluice.testing.AnthropicReply;
import dev.sluice.testing.OpenAiChatReply;
import dev.sluice.testing.ScriptedServer;
import dev.sluice.testing.Step;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** The providers' own calls from Java, and what happens to those who misuse them. */
@Timeout(60)
class ClientsTest {
  private final ScriptedServer server = ScriptedServer.start();

  @AfterEach
  void close() {
    server.close();
  }

  private OpenAIClient.Builder openai() {
    return OpenAIClient.builder()
        .apiKey("sk-1")
        .baseUrl(server.getUrl())
        .retries(RetryPolicy.NEVER);
  }

  private AnthropicClient.Builder anthropic() {
    return AnthropicClient.builder()
        .apiKey("sk-2")
        .baseUrl(server.getUrl())
        .retries(RetryPolicy.NEVER);
  }

  @Test
  void chatCompletionsWholeAndStreamed() throws Exception {
    server.enqueue(OpenAiChatReply.text("Hello, you."), OpenAiChatReply.text("Hello, you."));
    try (var openai = openai().organization("org").headers(Map.of("X-Mine", "1")).build()) {
      var completions = openai.chat().completions();
      ChatCompletion whole = get(completions.create(it -> it.model("m").user("Hi")));
      assertEquals("Hello, you.", whole.getText());
      var request = server.takeRequest();
      assertEquals("Bearer sk-1", request.header("authorization"));
      assertEquals("org", request.header("openai-organization"));
      assertEquals("1", request.header("x-mine"));
      var asked = new ChatCompletionRequest.Builder().model("m").user("Hi").build();
      String streamed =
          get(completions.stream(asked).toList()).stream()
              .map(it -> it.getText())
              .collect(Collectors.joining());
      assertEquals("Hello, you.", streamed);
    }
  }

  @Test
  void messagesWholeAndStreamed() throws Exception {
    server.enqueue(AnthropicReply.text("Hello, you."), AnthropicReply.text("Hello, you."));
    try (var claude = anthropic().build()) {
      AnthropicMessage whole =
          get(claude.messages().create(it -> it.model("m").maxTokens(10).user("Hi")));
      assertEquals("Hello, you.", whole.getText());
      assertEquals("sk-2", server.takeRequest().header("x-api-key"));
      try (var events =
          claude.messages().stream(it -> it.model("m").maxTokens(10).user("Hi")).stream()) {
        assertEquals("Hello, you.", events.map(it -> it.getText()).collect(Collectors.joining()));
      }
    }
  }

  @Test
  void readingStopsTheStreamAndTheServerSeesIt() {
    server.enqueue(
        request ->
            Answer.sse()
                .steps(OpenAiChatReply.text("one two").events().subList(0, 2))
                .step(Step.stall())
                .build());
    try (var openai = openai().build();
        var chunks = openai.chat().completions().stream(it -> it.model("m").user("Hi")).stream()) {
      assertTrue(chunks.findFirst().isPresent());
      chunks.close();
      server.takeRequest().getExchange().awaitClientGone();
    }
  }

  @Test
  void keysThatAreFetched() throws Exception {
    server.enqueue(OpenAiChatReply.text("a"), AnthropicReply.text("b"));
    try (var openai =
            openai()
                .apiKeyProvider(() -> CompletableFuture.supplyAsync(() -> "fetched-1"))
                .build();
        var claude =
            anthropic()
                .apiKeyProvider(() -> CompletableFuture.completedStage("fetched-2"))
                .build()) {
      get(openai.chat().completions().create(it -> it.model("m").user("Hi")));
      assertEquals("Bearer fetched-1", server.takeRequest().header("authorization"));
      get(claude.messages().create(it -> it.model("m").maxTokens(10).user("Hi")));
      assertEquals("fetched-2", server.takeRequest().header("x-api-key"));
    }
  }

  @Test
  void timeLimitsAreDurations() {
    server.enqueue(Answer.silence());
    try (var openai = openai().totalTimeout(Duration.ofMillis(50)).build()) {
      var failed = openai.chat().completions().create(it -> it.model("m").user("Hi"));
      var thrown = assertThrows(ApiTimeoutException.class, () -> get(failed));
      assertEquals("total", thrown.getLimit());
      assertEquals(50, thrown.getLimitMillis());
    }
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> openai().idleTimeout(Duration.ZERO).build());
    assertTrue(refused.getMessage().contains("idle"), refused.getMessage());
  }

  @Test
  void errorsOfTheProvider() {
    server.enqueue(OpenAiChatReply.error(429, "slow down", "rate_limit_error"));
    try (var openai = openai().build()) {
      var failed = openai.chat().completions().stream(it -> it.model("m").user("Hi")).toList();
      var thrown = assertThrows(RateLimitException.class, () -> get(failed));
      assertTrue(thrown.getMessage().contains("slow down"), thrown.getMessage());
    }
  }

  @Test
  void oneFailedCallLeavesTheOthersAlone() throws Exception {
    server.enqueue(OpenAiChatReply.error(400, "no", "invalid_request_error"));
    server.enqueue(OpenAiChatReply.text("still here"));
    try (var openai = openai().build()) {
      var completions = openai.chat().completions();
      var failed = completions.create(it -> it.model("m").user("Hi"));
      assertThrows(BadRequestException.class, () -> get(failed));
      assertEquals("still here", get(completions.create(it -> it.model("m").user("Hi"))).getText());
    }
  }

  @Test
  void callbacksMayBlockOnOtherCalls() throws Exception {
    server.enqueue(OpenAiChatReply.text("outer"), OpenAiChatReply.text("inner"));
    try (var openai = openai().build()) {
      var completions = openai.chat().completions();
      CompletableFuture<String> inner =
          completions
              .create(it -> it.model("m").user("Hi"))
              .thenApply(
                  it -> completions.create(ask -> ask.model("m").user("Hi")).join().getText());
      assertEquals("inner", get(inner));
    }
  }

  record Empty() {}

  @Test
  void nullIsRefusedByTheNameOfTheParameter() {
    try (var openai = openai().build()) {
      var sluice = SluiceClient.on(openai);
      assertNull("type", () -> sluice.extract((Class<Empty>) null, ask -> ask.user("?")));
      assertNull("type", () -> sluice.extractEach((TypeRef<Empty>) null, ask -> ask.user("?")));
      assertNull("ask", () -> sluice.extractPartial(Empty.class, null));
      assertNull("client", () -> SluiceClient.on((OpenAIClient) null));
      assertNull("defaults", () -> SluiceClient.on(openai, null));
      assertNull("model", () -> SluiceClient.builder((dev.sluice.model.ChatModel) null));
      assertNull("mapper", () -> SluiceClient.builder(openai).jsonMapper(null));
      assertNull("validator", () -> SluiceClient.builder(openai).validator(null));
      assertNull("executor", () -> SluiceClient.builder(openai).executor(null));
      assertNull("futures", () -> SluiceClient.allOf(null));
      assertNull("value", () -> openai().apiKey(null));
      assertNull("value", () -> openai().connectTimeout(null));
      assertNull("request", () -> openai.chat().completions().create((ChatCompletionRequest) null));
    }
  }

  @Test
  void anAskThatAsksNothingIsRefusedAtOnce() {
    try (var openai = openai().build()) {
      var sluice = SluiceClient.on(openai, it -> it.model("m"));
      assertThrows(
          IllegalArgumentException.class, () -> sluice.extract(Empty.class, ask -> ask.model("x")));
      assertThrows(
          IllegalArgumentException.class,
          () -> sluice.extract(Empty.class, ask -> ask.user("?").attempts(0)));
      assertEquals(0, server.getRequestCount());
    }
  }

  /** Time limits and callbacks have the facade's own form; everything else is called the same. */
  @Test
  void everyOptionOfTheCoreCanBeSet() {
    Set<String> ownForm = Set.of("timeouts");
    for (var pair :
        List.of(
            Map.entry(OpenAI.Builder.class, OpenAIClient.Builder.class),
            Map.entry(Anthropic.Builder.class, AnthropicClient.Builder.class))) {
      Set<String> missing = new TreeSet<>(chained(pair.getKey()));
      missing.removeAll(chained(pair.getValue()));
      missing.removeAll(ownForm);
      assertEquals(Set.of(), missing);
    }
    Set<String> limits =
        Arrays.stream(dev.sluice.transport.Timeouts.Builder.class.getMethods())
            .filter(it -> it.getReturnType() == dev.sluice.transport.Timeouts.Builder.class)
            .map(it -> it.getName().replace("Millis", "Timeout"))
            .collect(Collectors.toSet());
    limits.removeAll(chained(OpenAIClient.Builder.class));
    assertEquals(Set.of(), limits);
  }

  private static Set<String> chained(Class<?> builder) {
    return Stream.of(builder.getMethods())
        .filter(it -> !it.isSynthetic() && !Modifier.isStatic(it.getModifiers()))
        .filter(it -> it.getReturnType().isAssignableFrom(builder))
        .filter(it -> it.getReturnType() != Object.class && !it.getName().contains("$"))
        .map(Method::getName)
        .collect(Collectors.toSet());
  }

  private static void assertNull(String parameter, Executable call) {
    assertEquals(parameter, assertThrows(NullPointerException.class, call).getMessage());
  }

  private static <R> R get(CompletableFuture<R> future) throws Exception {
    try {
      return future.get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception failure) throw failure;
      throw e;
    }
  }
}
