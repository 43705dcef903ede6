package dev.sluice.client;

import static dev.sluice.client.Futures.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.anthropic.AnthropicMessage;
import dev.sluice.errors.ApiTimeoutException;
import dev.sluice.errors.BadRequestException;
import dev.sluice.errors.InvalidRequestException;
import dev.sluice.errors.RateLimitException;
import dev.sluice.extraction.Ask;
import dev.sluice.limits.RetryPolicy;
import dev.sluice.model.Message;
import dev.sluice.openai.ChatCompletion;
import dev.sluice.openai.ChatCompletionRequest;
import dev.sluice.testing.Answer;
import dev.sluice.testing.AnthropicReply;
import dev.sluice.testing.OpenAiChatReply;
import dev.sluice.testing.ScriptedServer;
import dev.sluice.testing.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

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
  void extraFieldsOfJavasOwnMaking() throws Exception {
    server.enqueue(OpenAiChatReply.text("Hello."));
    var extra = ExtraBody.of(Map.of("seed", 7, "metadata", Map.of("who", List.of("me"))));
    assertEquals(
        extra, ExtraBody.of(JsonMapper.shared().readValue(extra.toString(), ObjectNode.class)));
    try (var openai = openai().build()) {
      get(openai.chat().completions().create(it -> it.model("m").user("Hi").extraBody(extra)));
      String body = server.takeRequest().getBodyText();
      assertTrue(body.contains("\"seed\":7"), body);
      assertTrue(body.contains("\"metadata\":{\"who\":[\"me\"]}"), body);
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
  void cancellingOneCallLeavesTheKeyOfTheOthersAlone() throws Exception {
    var key = new CompletableFuture<String>();
    var asked = new CountDownLatch(2);
    server.enqueue(OpenAiChatReply.text("Hello."));
    try (var openai =
        openai()
            .apiKeyProvider(
                () -> {
                  asked.countDown();
                  return key;
                })
            .build()) {
      var cancelled = openai.chat().completions().create(it -> it.model("m").user("1"));
      var other = openai.chat().completions().create(it -> it.model("m").user("2"));
      assertTrue(asked.await(20, TimeUnit.SECONDS));
      cancelled.cancel(true);
      key.complete("sk-shared");
      assertEquals("Hello.", get(other).getText());
      assertEquals("Bearer sk-shared", server.takeRequest().header("authorization"));
    }
  }

  @Test
  void aKeyThatDoesNotComeIsSaidInWords() {
    var cancelled = new CompletableFuture<String>();
    cancelled.cancel(true);
    String key = "The key from apiKeyProvider ";
    assertNoKey(key + "did not come: what should fetch it was cancelled.", () -> cancelled);
    assertNoKey(
        key + "did not come: IOException, see the cause.",
        () -> CompletableFuture.failedFuture(new IOException("the vault is shut")));
    assertNoKey(
        key + "did not come: IllegalStateException, see the cause.",
        () -> {
          throw new IllegalStateException("no vault");
        });
    assertNoKey(key + "did not come: the supplier returned null.", () -> null);
    assertNoKey(key + "is null.", () -> CompletableFuture.completedFuture(null));
    assertEquals(0, server.getRequestCount());
  }

  private void assertNoKey(String message, Supplier<CompletionStage<String>> provider) {
    try (var openai = openai().apiKeyProvider(provider).build()) {
      var completions = openai.chat().completions();
      for (CompletableFuture<?> call :
          List.of(
              completions.create(it -> it.model("m").user("Hi")),
              completions.stream(it -> it.model("m").user("Hi")).toList())) {
        var thrown = assertThrows(InvalidRequestException.class, () -> get(call));
        assertEquals(message, thrown.getMessage());
      }
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
    var endless = Duration.ofSeconds(Long.MAX_VALUE);
    var tooLong =
        assertThrows(IllegalArgumentException.class, () -> openai().connectTimeout(endless));
    assertTrue(tooLong.getMessage().contains("connect"), tooLong.getMessage());
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
  void nullInACollectionIsRefusedByItsPlace() {
    Map<String, String> headers = new HashMap<>();
    headers.put("X-Mine", null);
    assertNull("the header X-Mine", () -> openai().headers(headers));
    assertNull("the parameter X-Mine", () -> openai().query(headers));
    assertNull("futures[1]", () -> SluiceClient.allOf(Arrays.asList(done(), null)));
    var sluice = SluiceClient.on(openai().build(), it -> it.model("m"));
    assertRefused(
        "messages[0] is null", sluice, ask -> ask.messages(Arrays.asList((Message) null)));
    assertRefused("stop[1] is null", sluice, ask -> ask.user("?").stop(Arrays.asList("a", null)));
    assertRefused(
        "extraHeaders: the value of X-Mine is null",
        sluice,
        ask -> ask.user("?").extraHeaders(headers));
    assertEquals(0, server.getRequestCount());
  }

  private static CompletableFuture<String> done() {
    return CompletableFuture.completedFuture("");
  }

  private static void assertRefused(
      String message, SluiceClient sluice, Consumer<Ask.Builder<Empty>> ask) {
    var thrown =
        assertThrows(IllegalArgumentException.class, () -> sluice.extract(Empty.class, ask));
    assertEquals(message, thrown.getMessage());
  }

  @Test
  void aCallWithoutAModelIsRefusedAtOnceInJavasWords() {
    try (var openai = openai().build()) {
      var sluice = SluiceClient.on(openai);
      for (Executable call :
          List.<Executable>of(
              () -> sluice.extract(Empty.class, ask -> ask.user("?")),
              () -> sluice.extractEach(Empty.class, ask -> ask.user("?")))) {
        var thrown = assertThrows(InvalidRequestException.class, call);
        assertTrue(thrown.getMessage().contains("ask.model(\"…\")"), thrown.getMessage());
      }
      assertEquals(0, server.getRequestCount());
    }
  }

  @Test
  void typesThatWereReadBefore() throws Exception {
    var model = new FakeModel("{\"value\":[1,2]}", "{\"value\":[1,2]}", "{\"items\":[1,2]}");
    var sluice = SluiceClient.on(model, it -> it.model("m"));
    var numbers = OutputTypes.standard().of(new TypeRef<List<Integer>>() {});
    var number = OutputTypes.standard().of(Integer.class);
    assertEquals(List.of(1, 2), get(sluice.extract(numbers, ask -> ask.user("?"))));
    assertEquals(
        List.of(1, 2),
        get(sluice.extractPartial(numbers, ask -> ask.user("?")).last()).getValue().orElseThrow());
    assertEquals(List.of(1, 2), get(sluice.extractEach(number, ask -> ask.user("?")).toList()));
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

  private static void assertNull(String parameter, Executable call) {
    assertEquals(parameter, assertThrows(NullPointerException.class, call).getMessage());
  }
}
