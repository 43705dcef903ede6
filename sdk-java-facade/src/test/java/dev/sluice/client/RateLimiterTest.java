package dev.sluice.client;

import static dev.sluice.client.Futures.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.errors.ClientClosedException;
import dev.sluice.errors.SluiceException;
import dev.sluice.limits.RateLimits;
import dev.sluice.limits.RatePermit;
import dev.sluice.openai.ChatCompletion;
import dev.sluice.testing.Answer;
import dev.sluice.testing.Gate;
import dev.sluice.testing.OpenAiChatReply;
import dev.sluice.testing.ScriptedServer;
import dev.sluice.transport.HttpHeaders;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits from Java: those of one process, and one that a user backs by what they like. */
@Timeout(60)
class RateLimiterTest {
  private final ScriptedServer server = ScriptedServer.start();
  private final Store store = new Store();

  @AfterEach
  void close() {
    server.close();
  }

  /** A store that lets nobody through before the test does. */
  private static final class Store implements RateLimiter {
    final BlockingQueue<CompletableFuture<RatePermit>> waiting = new LinkedBlockingQueue<>();
    final List<String> heard = new CopyOnWriteArrayList<>();
    final CompletableFuture<Void> released = new CompletableFuture<>();

    @Override
    public CompletionStage<RatePermit> acquire(long estimatedTokens) {
      heard.add("acquire " + (estimatedTokens > 0));
      var stage = new CompletableFuture<RatePermit>();
      waiting.add(stage);
      return stage;
    }

    RatePermit permit() {
      return new RatePermit() {
        @Override
        public void observe(HttpHeaders headers) {
          heard.add("observe " + headers.get("x-ratelimit-remaining-requests"));
        }

        @Override
        public void settle(long actualTokens) {
          heard.add("settle " + actualTokens);
        }

        @Override
        public void release() {
          heard.add("release");
          released.complete(null);
        }
      };
    }
  }

  private OpenAIClient limited(RateLimiter limiter) {
    return TestClients.at(server.getUrl(), OpenAIClient.builder()).rateLimiter(limiter).build();
  }

  private static CompletableFuture<ChatCompletion> ask(OpenAIClient openai) {
    return openai.chat().completions().create(it -> it.model("m").user("Hi, all of you."));
  }

  @Test
  void aPermitIsHeldForTheExchangeAndHearsOfIt() throws Exception {
    var reply = OpenAiChatReply.builder().text("Hello.").usage(3, 4).build();
    server.enqueue(
        reply.whole().newBuilder().header("x-ratelimit-remaining-requests", "9").build());
    try (var openai = limited(store)) {
      var call = ask(openai);
      var stage = store.waiting.take();
      assertEquals(0, server.getRequestCount());
      stage.complete(store.permit());
      get(call);
      get(store.released);
      assertEquals(List.of("acquire true", "observe 9", "settle 7", "release"), store.heard);
    }
  }

  @Test
  void whoIsCancelledLeavesTheQueue() throws Exception {
    try (var openai = limited(store)) {
      var cancelled = ask(openai);
      var first = store.waiting.take();
      cancelled.cancel(true);
      assertEnds(first);
      var stream = openai.chat().completions().stream(it -> it.model("m").user("Hi")).toList();
      var second = store.waiting.take();
      openai.close();
      assertThrows(ClientClosedException.class, () -> get(stream));
      assertEnds(second);
    }
    assertEquals(0, server.getRequestCount());
  }

  private static void assertEnds(CompletableFuture<?> stage) throws Exception {
    get(stage.handle((value, failure) -> value));
    assertTrue(stage.isCancelled());
  }

  @Test
  void aPermitThatComesAfterAllIsReleased() throws Exception {
    var answer = new CompletableFuture<RatePermit>();
    var asked = new CompletableFuture<Void>();
    RateLimiter cannotBeCancelled =
        tokens -> {
          asked.complete(null);
          return answer.minimalCompletionStage();
        };
    try (var openai = limited(cannotBeCancelled)) {
      var call = ask(openai);
      get(asked);
      call.cancel(true);
      answer.complete(store.permit());
      get(store.released);
    }
    assertEquals(List.of("release"), store.heard);
    assertEquals(0, server.getRequestCount());
  }

  @Test
  void whatItFailsWithTheCallFailsWith() {
    var down = new IOException("the store is down");
    try (var openai = limited(tokens -> CompletableFuture.failedFuture(down))) {
      var thrown = assertThrows(IOException.class, () -> get(ask(openai)));
      assertEquals(down.getMessage(), thrown.getMessage());
    }
    try (var openai = limited(tokens -> null)) {
      var thrown = assertThrows(SluiceException.class, () -> get(ask(openai)));
      assertEquals("The rate limiter returned null.", thrown.getMessage());
    }
    assertEquals(0, server.getRequestCount());
  }

  @Test
  void limitsOfOneProcessAreSharedByItsClients() throws Exception {
    var gate = new Gate();
    var held = Answer.builder().hold(gate).text("{\"choices\":[]}").build();
    server.enqueue(held, held, held);
    var limits = new RateLimits.Builder().requestsPerMinute(100).maxConcurrent(1).build();
    var builder = TestClients.at(server.getUrl(), OpenAIClient.builder()).rateLimiter(limits);
    try (var one = builder.build();
        var other = builder.build()) {
      var calls = List.of(ask(one), ask(other), ask(one.withOptions(it -> {})));
      gate.awaitWaiting();
      gate.open();
      for (var call : calls) get(call);
      assertEquals(1, server.getPeakExchanges());
    }
  }
}
