package dev.sluice.client;

import static dev.sluice.client.Futures.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.errors.ClientClosedException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kotlinx.coroutines.flow.FlowKt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** The ways to read a stream, over flows in memory. */
@Timeout(30)
class SluiceStreamTest {
  private final Calls calls = new Calls(null);

  @Test
  void readsEverythingInOrder() throws Exception {
    SluiceStream<Integer> stream = numbers(1000);
    List<Integer> expected = IntStream.range(0, 1000).boxed().toList();
    assertEquals(expected, get(stream.toList()));
    List<Integer> seen = new ArrayList<>();
    get(stream.forEach(seen::add));
    assertEquals(expected, seen);
    assertEquals(999, get(stream.last()));
    try (Stream<Integer> blocking = stream.stream()) {
      assertEquals(expected, blocking.toList());
    }
  }

  @Test
  void emptyStreamHasNoLastValue() throws Exception {
    assertEquals(List.of(), get(numbers(0).toList()));
    assertThrows(NoSuchElementException.class, () -> get(numbers(0).last()));
  }

  @Test
  void failureComesAfterTheValuesAndAsItIs() {
    var failure = new IllegalStateException("broke");
    List<Integer> seen = new ArrayList<>();
    SluiceStream<Integer> stream = failing(3, failure);
    assertSame(
        failure, assertThrows(IllegalStateException.class, () -> get(stream.forEach(seen::add))));
    assertEquals(List.of(0, 1, 2), seen);
    List<Integer> blocked = new ArrayList<>();
    assertSame(
        failure,
        assertThrows(
            IllegalStateException.class,
            () -> {
              try (var values = stream.stream()) {
                values.forEach(blocked::add);
              }
            }));
    assertEquals(List.of(0, 1, 2), blocked);
  }

  @Test
  void whatTheActionThrowsStopsTheStreamAndFailsTheFuture() throws Exception {
    var source = new ManualSource();
    var mistake = new IllegalArgumentException("not mine");
    CompletableFuture<Void> reading =
        over(source)
            .forEach(
                it -> {
                  throw mistake;
                });
    source.emit(1);
    assertSame(mistake, assertThrows(IllegalArgumentException.class, () -> get(reading)));
    source.awaitLeft();
  }

  @Test
  void cancellingTheFutureLeavesTheSource() throws Exception {
    var source = new ManualSource();
    var first = new CountDownLatch(1);
    CompletableFuture<Void> reading = over(source).forEach(it -> first.countDown());
    source.emit(1);
    assertTrue(first.await(20, TimeUnit.SECONDS));
    assertTrue(reading.cancel(true));
    source.awaitLeft();
    assertThrows(CancellationException.class, reading::join);
  }

  @Test
  void closingTheBlockingStreamLeavesTheSource() throws Exception {
    var source = new ManualSource();
    var values = over(source).stream();
    CompletableFuture<Integer> found =
        CompletableFuture.supplyAsync(() -> values.findFirst().orElseThrow());
    source.emit(7);
    assertEquals(7, get(found));
    values.close();
    source.awaitLeft();
  }

  @Test
  void interruptingTheReaderLeavesTheSource() throws Exception {
    var source = new ManualSource();
    var thrown = new CompletableFuture<Throwable>();
    var interrupted = new CompletableFuture<Boolean>();
    var reader =
        new Thread(
            () -> {
              try {
                over(source).stream().toList();
              } catch (Throwable e) {
                thrown.complete(e);
              }
              interrupted.complete(Thread.interrupted());
            });
    reader.start();
    source.awaitSubscribed();
    reader.interrupt();
    assertInstanceOf(CancellationException.class, get(thrown));
    assertTrue(get(interrupted));
    source.awaitLeft();
  }

  @Test
  void closingTheClientEndsStreamsWithAWord() throws Exception {
    var source = new ManualSource(2);
    CompletableFuture<Void> reading = over(source).forEach(it -> {});
    CompletableFuture<Throwable> subscribed = new CompletableFuture<>();
    over(source).subscribe(new Recorder<>(Long.MAX_VALUE, subscribed));
    source.awaitSubscribed();
    calls.close();
    assertThrows(ClientClosedException.class, () -> get(reading));
    assertInstanceOf(ClientClosedException.class, get(subscribed));
    source.awaitLeft();
    assertThrows(ClientClosedException.class, () -> get(over(new ManualSource()).toList()));
  }

  @Test
  void signalsNeverOverlapHoweverAStreamEnds() throws Exception {
    for (int round = 0; round < 200; round++) {
      var own = new Calls(null);
      var watcher = new Watcher(round % 50);
      own.stream(FlowKt.asFlow(IntStream.range(0, 50).boxed().toList())).subscribe(watcher);
      assertTrue(watcher.reached.await(20, TimeUnit.SECONDS));
      own.close();
      get(watcher.ended);
      assertEquals(List.of(), watcher.faults);
    }
  }

  /** Sees whether two signals come at once, or one after the end. */
  private static final class Watcher implements Subscriber<Integer> {
    final CountDownLatch reached = new CountDownLatch(1);
    final CompletableFuture<Void> ended = new CompletableFuture<>();
    final List<String> faults = new CopyOnWriteArrayList<>();
    private final AtomicInteger inside = new AtomicInteger();
    private final int mark;

    Watcher(int mark) {
      this.mark = mark;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      signal(() -> subscription.request(Long.MAX_VALUE));
    }

    @Override
    public void onNext(Integer value) {
      signal(
          () -> {
            if (value == mark) reached.countDown();
          });
    }

    @Override
    public void onError(Throwable failure) {
      signal(this::end);
    }

    @Override
    public void onComplete() {
      signal(this::end);
    }

    private void end() {
      if (!ended.complete(null)) faults.add("ended twice");
    }

    private void signal(Runnable action) {
      if (inside.getAndIncrement() != 0) faults.add("two signals at once");
      if (ended.isDone()) faults.add("a signal after the end");
      action.run();
      inside.decrementAndGet();
    }
  }

  @Test
  void requestForNothingIsRefusedByOnError() throws Exception {
    for (long count : new long[] {0, -1, Long.MIN_VALUE}) {
      CompletableFuture<Throwable> failed = new CompletableFuture<>();
      numbers(3).subscribe(new Recorder<>(count, failed));
      assertInstanceOf(IllegalArgumentException.class, get(failed));
    }
  }

  @Test
  void nothingMoreIsReadThanIsAskedFor() throws Exception {
    var seen = new ArrayList<Integer>();
    var two = new CountDownLatch(2);
    var done = new CountDownLatch(1);
    var subscription = new CompletableFuture<Subscription>();
    numbers(3)
        .subscribe(
            new Subscriber<>() {
              @Override
              public void onSubscribe(Subscription its) {
                its.request(2);
                subscription.complete(its);
              }

              @Override
              public void onNext(Integer value) {
                seen.add(value);
                two.countDown();
              }

              @Override
              public void onError(Throwable failure) {}

              @Override
              public void onComplete() {
                done.countDown();
              }
            });
    assertTrue(two.await(20, TimeUnit.SECONDS));
    assertEquals(1, done.getCount());
    assertEquals(2, seen.size());
    get(subscription).request(2); // One for the value, one to learn that there is no more.
    assertTrue(done.await(20, TimeUnit.SECONDS));
    assertEquals(List.of(0, 1, 2), seen);
  }

  @Test
  void callbacksRunOnTheExecutorThatIsGiven() throws Exception {
    var pool = Executors.newSingleThreadExecutor(it -> new Thread(it, "mine"));
    try {
      List<String> threads = new ArrayList<>();
      var stream = calls.on(pool).stream(FlowKt.asFlow(List.of(1, 2)));
      get(stream.forEach(it -> threads.add(Thread.currentThread().getName())));
      assertEquals(2, threads.size());
      assertTrue(threads.stream().allMatch(it -> it.startsWith("mine")), threads.toString());
      var future = calls.on(pool).start(it -> "done");
      var thread = new CompletableFuture<String>();
      future.thenRun(() -> thread.complete(Thread.currentThread().getName()));
      get(thread);
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void callsOnAnotherExecutorEndWithTheClient() throws Exception {
    Executor direct = Runnable::run;
    var source = new ManualSource();
    CompletableFuture<Void> reading = calls.on(direct).stream(source.flow()).forEach(it -> {});
    calls.close();
    assertThrows(ClientClosedException.class, () -> get(reading));
  }

  @Test
  void jdkPublisher() throws Exception {
    var seen = new ArrayList<Integer>();
    var done = new CompletableFuture<Void>();
    numbers(3)
        .toFlowPublisher()
        .subscribe(
            new java.util.concurrent.Flow.Subscriber<>() {
              @Override
              public void onSubscribe(java.util.concurrent.Flow.Subscription its) {
                its.request(Long.MAX_VALUE);
              }

              @Override
              public void onNext(Integer value) {
                seen.add(value);
              }

              @Override
              public void onError(Throwable failure) {
                done.completeExceptionally(failure);
              }

              @Override
              public void onComplete() {
                done.complete(null);
              }
            });
    get(done);
    assertEquals(List.of(0, 1, 2), seen);
  }

  @Test
  void nullIsRefusedByName() {
    assertEquals(
        "subscriber",
        assertThrows(NullPointerException.class, () -> numbers(1).subscribe(null)).getMessage());
    assertEquals(
        "action",
        assertThrows(NullPointerException.class, () -> numbers(1).forEach(null)).getMessage());
  }

  /** Asks for {@code count} and keeps the failure. */
  private record Recorder<T>(long count, CompletableFuture<Throwable> failed)
      implements Subscriber<T> {
    @Override
    public void onSubscribe(Subscription subscription) {
      subscription.request(count);
    }

    @Override
    public void onNext(T value) {}

    @Override
    public void onError(Throwable failure) {
      failed.complete(failure);
    }

    @Override
    public void onComplete() {
      failed.complete(new AssertionError("completed"));
    }
  }

  private SluiceStream<Integer> numbers(int count) {
    return calls.stream(FlowKt.asFlow(IntStream.range(0, count).boxed().toList()));
  }

  private SluiceStream<Integer> failing(int count, RuntimeException failure) {
    Iterable<Integer> values =
        () ->
            IntStream.rangeClosed(0, count)
                .mapToObj(
                    it -> {
                      if (it == count) throw failure;
                      return it;
                    })
                .iterator();
    return calls.stream(FlowKt.asFlow(values));
  }

  private SluiceStream<Integer> over(ManualSource source) {
    return calls.stream(source.flow());
  }
}
