package dev.sluice.client;

import dev.sluice.errors.SluiceException;
import dev.sluice.transport.WorkDispatcher;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.ExecutorsKt;
import org.jspecify.annotations.Nullable;

/**
 * Where users' code runs that follows on futures and reads streams: threads of a client's own, or
 * the executor that it was given.
 *
 * <p>The own threads are a fork-join pool, because that alone notices when a callback waits for a
 * future or a queue, and lends another thread meanwhile. So callbacks that wait for calls whose
 * callbacks are still to run do not wait for ever, however many they are.
 */
final class CallbackThreads {
  /** How many callbacks run at once. */
  private static final int RUNNING = 64;

  /** How many threads there are at most, with those that wait for a future. */
  private static final int MOST = 4096;

  private static final int KEPT_SECONDS = 10;

  /** For those whose model belongs to no client of ours. */
  static final CallbackThreads SHARED = new CallbackThreads(null);

  /** For what calls ask of users while they run: keys, interceptors, limiters. */
  static final Executor QUESTIONS = ownPool();

  /** Threads that are always there: they say what an executor refused. */
  static final Executor SPARE = ExecutorsKt.asExecutor(Dispatchers.getIO());

  private final Executor executor;
  private final boolean isOwn;

  CallbackThreads(@Nullable Executor executor) {
    this.isOwn = executor == null;
    this.executor = executor == null ? ownPool() : executor;
  }

  /** Runs {@code task}; if the executor will not, tells {@code refused} why, on other threads. */
  void run(Runnable task, Consumer<SluiceException> refused) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      SPARE.execute(() -> refused.accept(refusal(e)));
    }
  }

  /**
   * Where the coroutine of {@code call} runs, a stream that is read here; it fails if the executor
   * refuses. The own threads also decode what arrives, which saves every piece a change of threads.
   * An executor of the user's may be few threads, or one that draws, and only hands over.
   */
  CoroutineDispatcher forStream(RunningCalls.Running call) {
    var dispatcher =
        new CoroutineDispatcher() {
          @Override
          public void dispatch(CoroutineContext context, Runnable block) {
            CallbackThreads.this.run(
                block,
                refusal -> {
                  call.fail(refusal);
                  // It has been cancelled, and must still run to its end.
                  block.run();
                });
          }
        };
    return isOwn ? new WorkDispatcher(dispatcher) : dispatcher;
  }

  private SluiceException refusal(RejectedExecutionException cause) {
    return new SluiceException(
        "The executor of this client took no callback, because it is shut down or full: "
            + executor
            + ". Close the client before its executor, and let its queue be as long as needed.",
        cause);
  }

  private static Executor ownPool() {
    return new ForkJoinPool(
        RUNNING,
        CallbackThreads::newThread,
        null,
        true, // First come, first served, as for any queue of events.
        RUNNING,
        MOST,
        RUNNING,
        pool -> true, // Beyond the most, who waits is not replaced.
        KEPT_SECONDS,
        TimeUnit.SECONDS);
  }

  private static ForkJoinWorkerThread newThread(ForkJoinPool pool) {
    var thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
    thread.setName("sluice-callbacks-" + thread.getPoolIndex());
    // The factory's own is the system's, which does not see an application that was loaded by
    // another, such as out of an executable archive.
    thread.setContextClassLoader(CallbackThreads.class.getClassLoader());
    return thread;
  }
}
