package dev.sluice.client;

import dev.sluice.errors.ClientClosedException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineExceptionHandler;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineScopeKt;
import kotlinx.coroutines.SupervisorKt;

/**
 * Knows which calls and streams of a client run, so that closing it ends them with a word. Safe for
 * use by several threads.
 */
final class RunningCalls {
  // Supervised: a call that fails is no business of the others.
  private final CoroutineScope scope =
      CoroutineScopeKt.CoroutineScope(SupervisorKt.SupervisorJob(null).plus(new NobodyWaits()));

  private final Map<Running, CallbackThreads> running = new ConcurrentHashMap<>();
  private volatile boolean isClosed;

  /** Something that closing the client ends. */
  interface Running {
    void fail(Throwable failure);
  }

  CoroutineScope scope() {
    return scope;
  }

  boolean isClosed() {
    return isClosed;
  }

  /** Takes note of {@code call}, which hears of its end on {@code threads}. */
  void started(Running call, CallbackThreads threads) {
    running.put(call, threads);
    if (isClosed) end(call, threads);
  }

  void ended(Running call) {
    running.remove(call);
  }

  /** How many have not ended. */
  int count() {
    return running.size();
  }

  /** Ends what runs with {@link ClientClosedException}, then stops what still works for it. */
  void close() {
    isClosed = true;
    running.forEach(RunningCalls::end);
    CoroutineScopeKt.cancel(scope, null);
  }

  private static void end(Running call, CallbackThreads threads) {
    var closed = new ClientClosedException();
    threads.run(() -> call.fail(closed), refusal -> call.fail(closed));
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
