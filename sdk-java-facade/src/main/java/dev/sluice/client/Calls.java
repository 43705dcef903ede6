package dev.sluice.client;

import dev.sluice.errors.ClientClosedException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.CoroutineExceptionHandler;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineScopeKt;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.ExecutorsKt;
import kotlinx.coroutines.SupervisorKt;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.future.FutureKt;
import org.jspecify.annotations.Nullable;

/**
 * Starts the core's calls for Java and knows which of them run, so that closing a client ends them
 * with a word. Safe for use by several threads.
 */
final class Calls implements AutoCloseable {
  /** How many callbacks run at once, over all clients that were given no executor. */
  private static final int CALLBACKS = 64;

  private static final CoroutineDispatcher CALLBACK_THREADS =
      Dispatchers.getIO().limitedParallelism(CALLBACKS, "sluice-callbacks");

  private final CoroutineDispatcher dispatcher;
  private final CoroutineScope scope;
  private final Set<Running> running = ConcurrentHashMap.newKeySet();
  private volatile boolean isClosed;

  Calls(@Nullable Executor executor) {
    dispatcher = executor == null ? CALLBACK_THREADS : ExecutorsKt.from(executor);
    // Supervised: a call that fails is no business of the others.
    scope =
        CoroutineScopeKt.CoroutineScope(
            SupervisorKt.SupervisorJob(null).plus(dispatcher).plus(new NobodyWaits()));
  }

  /** The same calls with callbacks on {@code executor}; they end with these. */
  Calls on(Executor executor) {
    Calls other = new Calls(executor);
    started(failure -> other.close());
    return other;
  }

  /** Something that closing the client ends. */
  interface Running {
    void fail(Throwable failure);
  }

  /** A suspending function of the core's, with all but its continuation. */
  interface Suspending<R> extends Function<Continuation<? super R>, @Nullable Object> {}

  CoroutineDispatcher dispatcher() {
    return dispatcher;
  }

  /** Starts {@code call}; cancelling the future cancels it. */
  <R> CompletableFuture<R> start(Suspending<R> call) {
    CompletableFuture<R> future =
        FutureKt.future(
            scope,
            EmptyCoroutineContext.INSTANCE,
            CoroutineStart.DEFAULT,
            (its, continuation) -> call.apply(continuation));
    Running entry = future::completeExceptionally;
    started(entry);
    future.whenComplete((value, failure) -> ended(entry));
    return future;
  }

  <T> SluiceStream<T> stream(Flow<T> flow) {
    return new FlowStream<>(flow, this);
  }

  void started(Running call) {
    running.add(call);
    if (isClosed) end(call);
  }

  void ended(Running call) {
    running.remove(call);
  }

  /** Ends what runs with {@link ClientClosedException}, on the threads for callbacks. */
  @Override
  public void close() {
    isClosed = true;
    running.forEach(this::end);
  }

  private void end(Running call) {
    dispatcher.dispatch(
        EmptyCoroutineContext.INSTANCE, () -> call.fail(new ClientClosedException()));
  }

  /** Takes a failure that comes after the future was cancelled: nobody waits for it. */
  private static final class NobodyWaits extends AbstractCoroutineContextElement
      implements CoroutineExceptionHandler {
    NobodyWaits() {
      super(CoroutineExceptionHandler.Key);
    }

    @Override
    public void handleException(CoroutineContext context, Throwable failure) {}
  }
}
