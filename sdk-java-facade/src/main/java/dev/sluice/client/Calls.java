package dev.sluice.client;

import dev.sluice.errors.ClientClosedException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.future.FutureKt;
import org.jspecify.annotations.Nullable;

/**
 * Starts the core's calls for Java. They run on the core's threads; only what hangs on their
 * futures needs a thread for callbacks, so no callback can keep a call from ending. Safe for use by
 * several threads.
 */
final class Calls {
  private final RunningCalls running;
  private final CallbackThreads threads;
  private final boolean isCopy;

  /** Calls of a new client, with callbacks on {@code executor} or on threads of their own. */
  Calls(@Nullable Executor executor) {
    this(new RunningCalls(), new CallbackThreads(executor));
  }

  Calls(RunningCalls running, CallbackThreads threads) {
    this(running, threads, false);
  }

  private Calls(RunningCalls running, CallbackThreads threads, boolean isCopy) {
    this.running = running;
    this.threads = threads;
    this.isCopy = isCopy;
  }

  /** Calls that no client of ours closes. */
  static Calls withoutClient() {
    return new Calls(new RunningCalls(), CallbackThreads.SHARED);
  }

  /**
   * The same calls with callbacks on {@code executor}, or on the same threads. They end with these;
   * closing them does nothing.
   */
  Calls on(@Nullable Executor executor) {
    return new Calls(running, executor == null ? threads : new CallbackThreads(executor), true);
  }

  RunningCalls running() {
    return running;
  }

  CallbackThreads threads() {
    return threads;
  }

  /** A suspending function of the core's, with all but its continuation. */
  interface Suspending<R> extends Function<Continuation<? super R>, @Nullable Object> {}

  /** Starts {@code call}; cancelling the future cancels it. */
  <R> CompletableFuture<R> start(Suspending<R> call) {
    var future = new CompletableFuture<R>();
    RunningCalls.Running entry = future::completeExceptionally;
    CompletableFuture<R> work =
        FutureKt.future(
            running.scope(),
            Dispatchers.getDefault(),
            CoroutineStart.DEFAULT,
            (its, continuation) -> call.apply(continuation));
    running.started(entry, threads);
    future.whenComplete(
        (value, failure) -> {
          running.ended(entry);
          work.cancel(true);
        });
    work.whenComplete((value, failure) -> deliver(future, value, failure));
    return future;
  }

  private <R> void deliver(
      CompletableFuture<R> future, @Nullable R value, @Nullable Throwable failure) {
    if (future.isDone()) return;
    Runnable delivery =
        failure == null
            ? () -> future.complete(value)
            : () -> future.completeExceptionally(named(failure));
    threads.run(delivery, future::completeExceptionally);
  }

  /** Closing cancels what runs; whoever waits for it shall learn why. */
  private Throwable named(Throwable failure) {
    return failure instanceof CancellationException && running.isClosed()
        ? new ClientClosedException()
        : failure;
  }

  <T> SluiceStream<T> stream(Flow<T> flow) {
    return new FlowStream<>(flow, this);
  }

  <T, C, A> AnswerStream<T, A> stream(Flow<T> flow, Assembly<T, C, A> assembly) {
    return new FlowAnswerStream<>(flow, this, assembly);
  }

  /** Ends what runs. It does not block, and may be repeated. */
  void close() {
    if (!isCopy) running.close();
  }
}
