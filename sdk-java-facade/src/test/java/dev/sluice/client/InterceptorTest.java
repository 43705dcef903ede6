package dev.sluice.client;

import static dev.sluice.client.Futures.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.errors.ClientClosedException;
import dev.sluice.errors.SluiceException;
import dev.sluice.limits.CallLog;
import dev.sluice.limits.RetryPolicy;
import dev.sluice.openai.ChatCompletion;
import dev.sluice.testing.Answer;
import dev.sluice.testing.Gate;
import dev.sluice.testing.OpenAiChatReply;
import dev.sluice.testing.ScriptedServer;
import dev.sluice.transport.HttpHeaders;
import dev.sluice.transport.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a Java user puts between a client and its transport. */
@Timeout(60)
class InterceptorTest {
  private static final String HELLO =
      "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hello.\"}}]}";

  private final ScriptedServer server = ScriptedServer.start();

  @AfterEach
  void close() {
    server.close();
  }

  private OpenAIClient.Builder openai() {
    return TestClients.at(server.getUrl(), OpenAIClient.builder());
  }

  private OpenAIClient intercepted(Interceptor... interceptors) {
    return openai().interceptors(List.of(interceptors)).build();
  }

  private static CompletableFuture<ChatCompletion> ask(OpenAIClient openai) {
    return openai.chat().completions().create(it -> it.model("m").user("Hi"));
  }

  @Test
  void eachTryGoesThroughAllInTheirOrder() throws Exception {
    var tries = new AtomicInteger();
    Interceptor counting =
        (request, next) -> next.proceed(request.withHeader("X-Try", "" + tries.incrementAndGet()));
    Interceptor inner =
        (request, next) ->
            next.proceed(request.withHeader("X-Inner", request.getHeaders().get("X-Try") + "!"));
    var twice = new RetryPolicy.Builder().maxRetries(1).initialWaitMillis(0).maxWaitMillis(0);
    server.enqueue(Answer.json("{}", 503), Answer.json(HELLO));
    try (var openai =
        openai().interceptors(List.of(counting, inner)).retries(twice.build()).build()) {
      assertEquals("Hello.", get(ask(openai)).getText());
      server.takeRequest();
      assertEquals("2!", server.takeRequest().header("X-Inner"));
    }
  }

  @Test
  void itMayAnswerItself() throws Exception {
    var own = HttpResponse.of(200, HttpHeaders.EMPTY, HELLO.getBytes(StandardCharsets.UTF_8));
    try (var openai = intercepted((request, next) -> CompletableFuture.completedStage(own))) {
      assertEquals("Hello.", get(ask(openai)).getText());
      assertEquals(0, server.getRequestCount());
    }
  }

  @Test
  void itMaySendAgainAndBlock() throws Exception {
    server.enqueue(Answer.json("{}", 401), Answer.json("{\"token\":1}"), Answer.json(HELLO));
    try (var other = openai().build();
        var openai =
            intercepted(
                (request, next) -> {
                  if (next.proceed(request).join().getStatus() != 401) throw new AssertionError();
                  // A new login, by a call of its own.
                  String token = other.raw().get("/login").join().getRaw().get("token").toString();
                  return next.proceed(request.withHeader("Authorization", "Bearer " + token));
                })) {
      assertEquals("Hello.", get(ask(openai)).getText());
      server.takeRequest();
      server.takeRequest();
      assertEquals("Bearer 1", server.takeRequest().header("Authorization"));
    }
  }

  @Test
  void anyNumberMayWaitForTheirRequests() throws Exception {
    int many = 100;
    var gate = new Gate();
    for (int i = 0; i < many; i++) {
      server.enqueue(Answer.builder().hold(gate).head().text(HELLO).build());
    }
    try (var openai =
        intercepted(
            (request, next) -> CompletableFuture.completedFuture(next.proceed(request).join()))) {
      List<CompletableFuture<ChatCompletion>> calls = new ArrayList<>();
      for (int i = 0; i < many; i++) calls.add(ask(openai));
      gate.awaitWaiting(many);
      gate.open();
      for (var call : calls) get(call);
    }
  }

  @Test
  void itMayCatchWhatTheNetworkFailsWith() throws Exception {
    server.enqueue(Answer.raw().cut().build(), Answer.json(HELLO));
    try (var openai =
        intercepted(
            (request, next) ->
                next.proceed(request).exceptionallyCompose(failure -> next.proceed(request)))) {
      assertEquals("Hello.", get(ask(openai)).getText());
    }
  }

  @Test
  void streamsGoThroughItToo() throws Exception {
    server.enqueue(OpenAiChatReply.text("Hello."));
    try (var openai =
        intercepted((request, next) -> next.proceed(request).thenApply(response -> response))) {
      var stream = openai.chat().completions().stream(it -> it.model("m").user("Hi"));
      assertEquals("Hello.", get(stream.accumulate()).getText());
    }
  }

  @Test
  void whatItFailsWithTheCallFailsWith() {
    var failed = new IOException("the vault is shut");
    for (Interceptor shut :
        List.<Interceptor>of(
            (request, next) -> CompletableFuture.failedFuture(failed),
            (request, next) ->
                CompletableFuture.<HttpResponse>failedFuture(failed).thenApply(it -> it))) {
      assertEquals("the vault is shut", failure(IOException.class, shut).getMessage());
    }
    Interceptor throwing =
        (request, next) -> {
          throw new IllegalStateException("no vault");
        };
    assertEquals("no vault", failure(IllegalStateException.class, throwing).getMessage());
    assertEquals(0, server.getRequestCount());
  }

  @Test
  void whatIsNoResponseIsSaidInWords() {
    assertRefused("The interceptor returned null.", null);
    assertRefused(
        "The stage of the interceptor completed with null.",
        CompletableFuture.completedFuture(null));
    var cancelled = new CompletableFuture<HttpResponse>();
    cancelled.cancel(true);
    assertRefused("The stage of the interceptor was cancelled.", cancelled);
  }

  private void assertRefused(String message, CompletableFuture<HttpResponse> stage) {
    Interceptor interceptor = (request, next) -> stage;
    assertEquals(message, failure(SluiceException.class, interceptor).getMessage());
  }

  private <X extends Exception> X failure(Class<X> type, Interceptor interceptor) {
    try (var openai = intercepted(interceptor)) {
      var call = ask(openai);
      var stream = openai.chat().completions().stream(it -> it.model("m").user("Hi")).toList();
      assertThrows(type, () -> get(stream));
      return assertThrows(type, () -> get(call));
    }
  }

  @Test
  void oneThatNeverAnswersIsCancelledWithTheCallAndWithTheClient() throws Exception {
    var asked = new CountDownLatch(2);
    var stages = new CopyOnWriteArrayList<CompletableFuture<HttpResponse>>();
    try (var openai =
        intercepted(
            (request, next) -> {
              var stage = new CompletableFuture<HttpResponse>();
              stages.add(stage);
              asked.countDown();
              return stage;
            })) {
      var cancelled = ask(openai);
      var closed = openai.chat().completions().stream(it -> it.model("m").user("Hi")).toList();
      asked.await();
      cancelled.cancel(true);
      openai.close();
      assertThrows(ClientClosedException.class, () -> get(closed));
      for (var stage : stages) assertEnds(stage);
    }
  }

  private static void assertEnds(CompletableFuture<?> stage) throws Exception {
    get(stage.handle((value, failure) -> value));
    assertTrue(stage.isCancelled());
  }

  @Test
  void aRequestThatItGivesUpIsEndedAtTheServer() throws Exception {
    var own = HttpResponse.of(200, HttpHeaders.EMPTY, HELLO.getBytes(StandardCharsets.UTF_8));
    server.enqueue(Answer.silence());
    var abandoned = new CompletableFuture<CompletableFuture<HttpResponse>>();
    try (var openai =
        intercepted(
            (request, next) -> {
              abandoned.complete(next.proceed(request));
              server.awaitRequests(1);
              return CompletableFuture.completedFuture(own);
            })) {
      assertEquals("Hello.", get(ask(openai)).getText());
      server.takeRequest().getExchange().awaitClientGone();
      assertEnds(get(abandoned));
    }
  }

  @Test
  void aListenerHearsOfItAndNoKeyIsTold() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    server.enqueue(Answer.json(HELLO));
    try (var openai =
        openai().query(Map.of("key", "sk-hidden")).listener(new CallLog(lines::add)).build()) {
      get(ask(openai));
    }
    String log = String.join("\n", lines);
    assertTrue(log.contains("POST " + server.getUrl() + "/chat/completions\n"), log);
    assertTrue(log.contains("status 200"), log);
    assertFalse(log.contains("sk-"), log);
  }
}
