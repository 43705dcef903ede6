package dev.sluice.client;

import static dev.sluice.client.Futures.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.errors.BadRequestException;
import dev.sluice.errors.ClientClosedException;
import dev.sluice.errors.InvalidRequestException;
import dev.sluice.extraction.InvalidOutputException;
import dev.sluice.extraction.Outcome;
import dev.sluice.extraction.Progress;
import dev.sluice.limits.RateLimits;
import dev.sluice.limits.RetryPolicy;
import dev.sluice.testing.Answer;
import dev.sluice.testing.Gate;
import dev.sluice.testing.OpenAiChatReply;
import dev.sluice.testing.RecordedRequest;
import dev.sluice.testing.RequestHandler;
import dev.sluice.testing.ScriptedServer;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import tools.jackson.databind.json.JsonMapper;

/** Many inputs from Java, over real sockets. */
@Timeout(60)
class ExtractAllTest {
  record Receipt(int number) {}

  private static final int INPUTS = 500;

  private @Nullable ScriptedServer server;
  private @Nullable OpenAIClient client;

  @AfterEach
  void close() {
    if (client != null) client.close();
    if (server != null) server.close();
  }

  private SluiceClient sluice(RequestHandler handler) {
    return sluice(handler, new RateLimits.Builder().build());
  }

  private SluiceClient sluice(RequestHandler handler, RateLimits limits) {
    // On one thread an exchange has ended before the next request is read: the peak is exact.
    server = new ScriptedServer.Builder().threads(1).handler(handler).start();
    client =
        TestClients.at(server.getUrl() + "/v1", OpenAIClient.builder())
            .retries(RetryPolicy.NEVER)
            .rateLimiter(limits)
            .build();
    return SluiceClient.on(client, it -> it.model("gpt-4o-mini"));
  }

  private static Answer good(RecordedRequest request) {
    return says("{\"number\":" + numberIn(request) + "}", request);
  }

  private static Answer says(String json, RecordedRequest request) {
    return OpenAiChatReply.text(json).answer(request);
  }

  private static int numberIn(RecordedRequest request) {
    var messages = JsonMapper.shared().readTree(request.getBodyText()).get("messages");
    return Integer.parseInt(messages.get(0).get("content").stringValue());
  }

  private static Answer mixed(RecordedRequest request) {
    int number = numberIn(request);
    return switch (number % 5) {
      case 0 -> OpenAiChatReply.error(400, "number " + number + " is refused");
      case 1 -> says("{\"number\":\"none\"}", request);
      default -> good(request);
    };
  }

  private static void askUnlessThree(int number, dev.sluice.extraction.Ask.Builder<Receipt> ask) {
    if (number % 5 == 3) throw new IllegalStateException("no file " + number);
    ask.user("" + number);
  }

  private void assertAllAccountedFor(List<Outcome<Integer, Receipt>> outcomes) {
    assertEquals(INPUTS, outcomes.size());
    for (int number = 0; number < INPUTS; number++) {
      var outcome = outcomes.get(number);
      assertEquals(number, outcome.getIndex());
      assertEquals(number, outcome.getInput());
      switch (number % 5) {
        case 0 -> assertInstanceOf(BadRequestException.class, outcome.errorOrNull());
        case 1 -> {
          assertInstanceOf(InvalidOutputException.class, outcome.errorOrNull());
          assertEquals(3, outcome.getAttempts().size());
        }
        case 3 -> {
          assertEquals("no file " + number, outcome.errorOrNull().getMessage());
          assertNull(outcome.getOrNull());
          assertThrows(IllegalStateException.class, outcome::getOrThrow);
        }
        default -> {
          var success = (Outcome.Success<Integer, Receipt>) outcome;
          assertEquals(new Receipt(number), success.getValue());
          assertEquals(1, success.getExtraction().getRequestIds().size());
          assertTrue(success.getUsage().getTotalTokens() > 0);
        }
      }
    }
    assertTrue(server.getPeakExchanges() <= 10, () -> "" + server.getPeakExchanges());
  }

  @Test
  void eachInputIsAccountedForInOrder() throws Exception {
    var numbers = IntStream.range(0, INPUTS).boxed().toList();
    var outcomes =
        sluice(ExtractAllTest::mixed)
            .extractAll(Receipt.class, numbers, 10, ExtractAllTest::askUnlessThree);
    var end = outcomes.progress().last();
    assertAllAccountedFor(get(outcomes.toList()));
    Progress progress = get(end);
    assertEquals(INPUTS, progress.getDone());
    assertEquals(INPUTS, progress.getTotal());
    assertEquals(INPUTS / 5 * 3, progress.getFailed());
    assertEquals(0L, progress.getRemainingMillis());
    assertTrue(progress.isFinished());
  }

  @Test
  void asTheyAreDone() throws Exception {
    var gate = new Gate();
    var others = new CountDownLatch(2);
    var outcomes =
        sluice(
                request ->
                    numberIn(request) == 0
                        ? good(request).newBuilder().chunked().hold(gate).build()
                        : good(request))
            .extractAll(
                new TypeRef<Receipt>() {}, List.of(0, 1, 2), 2, (it, ask) -> ask.user("" + it))
            .asCompleted();
    var seen = new ConcurrentLinkedQueue<Integer>();
    var reading =
        outcomes.forEach(
            it -> {
              seen.add(it.getIndex());
              others.countDown();
            });
    others.await();
    gate.open();
    get(reading);
    assertEquals(List.of(1, 2, 0), List.copyOf(seen));
  }

  @Test
  void cancellingReachesTheServer() {
    var outcomes =
        sluice(request -> Answer.silence())
            .extractAll(
                Receipt.class,
                Stream.iterate(0, it -> it + 1)::iterator,
                7,
                (it, ask) -> ask.user("" + it));
    var reading = outcomes.forEach(it -> {});
    server.awaitRequests(7);
    assertTrue(reading.cancel(true));
    server.getRequests().forEach(it -> it.getExchange().awaitClientGone());
    assertEquals(7, server.getRequestCount());
  }

  @Test
  void whatTheReaderThrowsEndsItAll() {
    var own = new UncheckedIOException(new java.io.IOException("the disk is full"));
    var outcomes =
        sluice(ExtractAllTest::good)
            .extractAll(
                Receipt.class,
                Stream.iterate(0, it -> it + 1)::iterator,
                3,
                (it, ask) -> ask.user("" + it));
    var reading =
        outcomes.forEach(
            it -> {
              throw own;
            });
    assertSame(own, assertThrows(UncheckedIOException.class, () -> get(reading)));
  }

  @Test
  void closingTheClientEndsItWithAWord() {
    var outcomes =
        sluice(request -> Answer.silence())
            .extractAll(Receipt.class, List.of(1, 2), 2, (it, ask) -> ask.user("" + it));
    var reading = outcomes.toList();
    server.awaitRequests(2);
    client.close();
    assertThrows(ClientClosedException.class, () -> get(reading));
  }

  @Test
  void aPublisherIsAskedForOneAtATime() throws Exception {
    var source = new Counted(40);
    var outcomes =
        sluice(ExtractAllTest::good)
            .extractAll(Receipt.class, source, 4, (it, ask) -> ask.user("" + it));
    var taken = new AtomicInteger();
    get(
        outcomes.forEach(
            it -> {
              // Those that run, those that wait, the one in hand, and the one that is asked for.
              assertTrue(source.given.get() <= taken.incrementAndGet() + 2 * 4 + 1);
            }));
    assertEquals(40, taken.get());
    assertEquals(1, source.mostAtOnce.get());
  }

  @Test
  void oneStageFeedsTheNextWithOneExchangeAtOnce() throws Exception {
    var one = new RateLimits.Builder().maxConcurrent(1).build();
    SluiceClient sluice = sluice(ExtractAllTest::good, one);
    var numbers = IntStream.range(0, 30).boxed().toList();
    var first = sluice.extractAll(Receipt.class, numbers, 5, (it, ask) -> ask.user("" + it));
    var second =
        sluice.extractAll(
            Receipt.class, first, 3, (it, ask) -> ask.user("" + it.getOrThrow().number()));
    var values = get(second.toList()).stream().map(it -> it.getOrThrow().number()).toList();
    assertEquals(numbers, values);
    assertEquals(60, server.getRequestCount());
    assertEquals(1, server.getPeakExchanges());
  }

  @Test
  void anAskMayWaitForFurtherCalls() throws Exception {
    SluiceClient sluice = sluice(ExtractAllTest::good);
    var numbers = IntStream.range(0, 200).boxed().toList();
    var outcomes =
        sluice.extractAll(
            Receipt.class,
            numbers,
            100,
            (it, ask) -> {
              var before =
                  sluice
                      .extractAll(
                          Receipt.class, List.of(it), 1, (number, ask2) -> ask2.user("" + number))
                      .last()
                      .join();
              ask.user("" + before.getOrThrow().number());
            });
    var values = get(outcomes.toList()).stream().map(it -> it.getOrThrow().number()).toList();
    assertEquals(numbers, values);
  }

  @Test
  void misuseIsNamed() throws Exception {
    SluiceClient sluice = sluice(ExtractAllTest::good);
    assertThrows(
        IllegalArgumentException.class,
        () -> sluice.extractAll(Receipt.class, List.of(1), 0, (it, ask) -> ask.user("" + it)));
    assertThrows(
        NullPointerException.class, () -> sluice.extractAll(Receipt.class, List.of(1), 1, null));
    var unnamed =
        SluiceClient.on(client)
            .extractAll(Receipt.class, List.of(1), 1, (it, ask) -> ask.user("" + it));
    var error = get(unnamed.toList()).get(0).errorOrNull();
    assertTrue(
        assertInstanceOf(InvalidRequestException.class, error)
            .getMessage()
            .contains("defaults.model("));
    assertEquals(0, server.getRequestCount());
  }

  /** Gives numbers as they are requested, and counts. */
  private static final class Counted implements Publisher<Integer> {
    final AtomicInteger given = new AtomicInteger();
    final AtomicInteger mostAtOnce = new AtomicInteger();
    private final int size;

    Counted(int size) {
      this.size = size;
    }

    @Override
    public void subscribe(Subscriber<? super Integer> subscriber) {
      subscriber.onSubscribe(
          new Subscription() {
            @Override
            public void request(long count) {
              mostAtOnce.accumulateAndGet((int) Math.min(count, size), Math::max);
              int number = given.getAndIncrement();
              if (number < size) subscriber.onNext(number);
              else subscriber.onComplete();
            }

            @Override
            public void cancel() {}
          });
    }
  }
}
