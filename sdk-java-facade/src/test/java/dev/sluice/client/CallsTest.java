package dev.sluice.client;

import static dev.sluice.client.Futures.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.errors.ClientClosedException;
import dev.sluice.errors.SluiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlinx.coroutines.flow.FlowKt;
import kotlinx.coroutines.future.FutureKt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On which threads users' code runs, and what becomes of calls when those threads do not come. */
@Timeout(60)
class CallsTest {
  private static final int CALLBACKS = 64;

  private final Calls calls = new Calls(null);

  /** A call that ends when the test says so. */
  private static final class Held implements Calls.Suspending<String> {
    private final CompletableFuture<Continuation<? super String>> waiting =
        new CompletableFuture<>();

    @Override
    public Object apply(Continuation<? super String> continuation) {
      waiting.complete(continuation);
      return IntrinsicsKt.getCOROUTINE_SUSPENDED();
    }

    Held awaitStarted() throws Exception {
      get(waiting);
      return this;
    }

    void end(String value) throws Exception {
      get(waiting).resumeWith(value);
    }
  }

  @Test
  void anyNumberOfCallbacksMayWaitForFurtherCalls() throws Exception {
    var all = startedTogether(outer -> calls.<String>start(it -> outer + " inner").join());
    for (var each : all) assertEquals("outer inner", get(each));
  }

  @Test
  void callbacksMayWaitForWhatOtherCallbacksDo() throws Exception {
    var all =
        startedTogether(
            outer -> calls.<String>start(it -> outer).thenApply(it -> it + " then").join());
    for (var each : all) assertEquals("outer then", get(each));
  }

  @Test
  void callbacksMayWaitForStreams() throws Exception {
    var all =
        startedTogether(
            outer -> {
              var stream = calls.stream(FlowKt.asFlow(List.of("a", "b")));
              try (Stream<String> values = stream.stream()) {
                return values.toList().toString() + stream.toList().join();
              }
            });
    for (var each : all) assertEquals("[a, b][a, b]", get(each));
  }

  /** As many calls as callbacks can run, which all wait in their callback before it goes on. */
  private List<CompletableFuture<String>> startedTogether(Function<String, String> callback)
      throws Exception {
    var together = new CountDownLatch(CALLBACKS);
    var held = new ArrayList<Held>();
    var all = new ArrayList<CompletableFuture<String>>();
    for (int i = 0; i < CALLBACKS; i++) {
      var call = new Held();
      held.add(call);
      all.add(
          calls
              .start(call)
              .thenApply(
                  outer -> {
                    together.countDown();
                    await(together);
                    return callback.apply(outer);
                  }));
    }
    for (var each : held) each.end("outer");
    return all;
  }

  @Test
  void callbacksOfOneClientDoNotHoldUpAnother() throws Exception {
    var release = new CountDownLatch(1);
    var blocked = new CountDownLatch(CALLBACKS);
    for (int i = 0; i < CALLBACKS; i++) {
      var call = new Held();
      calls
          .start(call)
          .thenRun(
              () -> {
                blocked.countDown();
                await(release);
              });
      call.end("");
    }
    await(blocked);
    var held = new Held();
    var other = new Calls(null).start(held).thenApply(it -> it + "!");
    held.end("done");
    assertEquals("done!", get(other));
    release.countDown();
  }

  @Test
  void callsNeedNoThreadOfTheExecutor() throws Exception {
    var executor = Executors.newSingleThreadExecutor();
    try {
      var release = new CountDownLatch(1);
      executor.execute(() -> await(release));
      var started = new Held();
      var future = calls.on(executor).start(started);
      started.awaitStarted().end("done");
      release.countDown();
      assertEquals("done", get(future));
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void aBlockingStreamNeedsNoThreadOfTheExecutor() throws Exception {
    var executor = Executors.newSingleThreadExecutor();
    try {
      var own = calls.on(executor);
      var held = new Held();
      var read =
          own.start(held)
              .thenApply(
                  it -> {
                    try (Stream<String> values = own.stream(FlowKt.asFlow(List.of("a"))).stream()) {
                      return values.toList();
                    }
                  });
      held.end("");
      assertEquals(List.of("a"), get(read));
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void anExecutorThatRefusesFailsTheCallByName() throws Exception {
    var executor = Executors.newSingleThreadExecutor();
    executor.shutdown();
    var refused = calls.on(executor);
    var held = new Held();
    var call = refused.start(held);
    held.end("never delivered");
    assertRefused(executor.toString(), call);
    assertRefused(executor.toString(), refused.stream(FlowKt.asFlow(List.of(1))).toList());
  }

  @Test
  void anExecutorThatIsShutDownMeanwhileFailsTheStream() throws Exception {
    var executor = Executors.newSingleThreadExecutor();
    var source = new ManualSource();
    var first = new CountDownLatch(1);
    var reading = calls.on(executor).stream(source.flow()).forEach(it -> first.countDown());
    source.emit(1);
    await(first);
    executor.shutdown();
    // Then nothing runs, and the next value needs a thread.
    assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
    source.emit(2);
    assertRefused("", reading);
    source.awaitLeft();
  }

  private static void assertRefused(String executor, CompletableFuture<?> future) {
    var thrown = assertThrows(SluiceException.class, () -> get(future));
    assertTrue(thrown.getMessage().contains(executor), thrown.getMessage());
    assertInstanceOf(RejectedExecutionException.class, thrown.getCause());
  }

  @Test
  void closingEndsCallsWithAWordEvenWithoutTheirExecutor() throws Exception {
    var executor = Executors.newSingleThreadExecutor();
    var held = new Held();
    var pending = new Held();
    var call = calls.start(held);
    var refused = calls.on(executor).start(pending);
    pending.awaitStarted();
    executor.shutdown();
    calls.close();
    calls.close();
    assertThrows(ClientClosedException.class, () -> get(call));
    assertThrows(ClientClosedException.class, () -> get(refused));
    assertThrows(ClientClosedException.class, () -> get(calls.start(it -> "late")));
  }

  @Test
  void cancellingTheFutureCancelsTheCall() throws Exception {
    var cancelled = new CompletableFuture<Boolean>();
    var started = new CountDownLatch(1);
    var future =
        calls.<String>start(
            continuation -> {
              var waiting = new CompletableFuture<String>();
              waiting.whenComplete((value, failure) -> cancelled.complete(waiting.isCancelled()));
              started.countDown();
              return FutureKt.await(waiting, continuation);
            });
    await(started);
    future.cancel(true);
    assertTrue(get(cancelled));
  }

  @Test
  void onlyWhatRunsIsKnown() throws Exception {
    var running = new RunningCalls();
    var own = new Calls(running, new CallbackThreads(Runnable::run));
    for (int i = 0; i < 10; i++) own.on(Runnable::run);
    assertEquals(0, running.count());
    var held = new Held();
    var call = own.on(Runnable::run).start(held);
    assertEquals(1, running.count());
    held.end("done");
    get(call);
    get(own.stream(FlowKt.asFlow(List.of(1))).toList());
    assertEquals(0, running.count());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new CompletionException(e);
    }
  }
}
