package dev.sluice.client;

import dev.sluice.errors.SluiceException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineScopeKt;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.NonCancellable;
import kotlinx.coroutines.SupervisorKt;
import kotlinx.coroutines.future.FutureKt;
import org.jspecify.annotations.Nullable;

/**
 * What a user's code promises to a call that waits for it. Each value reaches the call, or {@code
 * late} if the call was cancelled first: none is lost between the two.
 */
final class UsersStage<T> {
  private final String name;
  private final Consumer<? super T> late;

  /** Whether it is only waited for, and null is as good as any value. */
  private final boolean isEnd;

  private final CompletableFuture<T> result = new CompletableFuture<>();

  private UsersStage(String name, Consumer<? super T> late, boolean isEnd) {
    this.name = name;
    this.late = late;
    this.isEnd = isEnd;
  }

  /**
   * Runs {@code code} where it may block, and suspends until its stage is complete. Cancelling the
   * call cancels the stage, and what was started in the scope that {@code code} is given.
   *
   * @param name what the user knows the code as, for errors
   */
  static <T> @Nullable Object await(
      String name,
      Function<CoroutineScope, ? extends CompletionStage<? extends T>> code,
      Consumer<? super T> late,
      Continuation<? super T> call) {
    return new UsersStage<T>(name, late, false).await(code, call);
  }

  /**
   * As the other, for code whose stage ends and brings nothing. What it fails with is the user's
   * own failure, and never one that the core would take for a verdict.
   */
  @SuppressWarnings("unchecked") // Whoever waits for an end looks at no value.
  static @Nullable Object awaitEnd(
      String name,
      Function<CoroutineScope, ? extends CompletionStage<?>> code,
      Continuation<? super Unit> call) {
    return new UsersStage<Object>(name, it -> {}, true)
        .await(code, (Continuation<? super Object>) (Continuation<?>) call);
  }

  private @Nullable Object await(
      Function<CoroutineScope, ? extends CompletionStage<? extends T>> code,
      Continuation<? super T> call) {
    CompletableJob job = SupervisorKt.SupervisorJob(call.getContext().get(Job.Key));
    job.invokeOnCompletion(
        cause -> {
          result.cancel(true);
          return Unit.INSTANCE;
        });
    result.whenComplete((value, failure) -> job.cancel(null));
    var scope = CoroutineScopeKt.CoroutineScope(call.getContext().plus(job));
    CallbackThreads.QUESTIONS.execute(() -> run(code, scope));
    // The job tells of the cancellation. Waiting itself must not see it: a value that is there
    // would be dropped on its way.
    return BuildersKt.withContext(
        NonCancellable.INSTANCE, (its, waiting) -> FutureKt.await(result, waiting), call);
  }

  private void run(
      Function<CoroutineScope, ? extends CompletionStage<? extends T>> code, CoroutineScope scope) {
    if (result.isDone()) return;
    try {
      CompletionStage<? extends T> stage = code.apply(scope);
      if (stage == null) throw new SluiceException("The " + name + " returned null.");
      result.whenComplete((value, failure) -> stage.toCompletableFuture().cancel(true));
      stage.whenComplete(this::complete);
    } catch (Throwable thrown) {
      // An Error too: the call must not wait for ever.
      result.completeExceptionally(isEnd ? failed(thrown) : thrown);
    }
  }

  private void complete(@Nullable T value, @Nullable Throwable failure) {
    if (failure != null) result.completeExceptionally(named(failure));
    else if (value == null && !isEnd)
      result.completeExceptionally(refused("completed with null", null));
    else if (!result.complete(value)) late.accept(value);
  }

  /** A cancellation that is not the call's own would end it without a word. */
  private Throwable named(Throwable failure) {
    Throwable own =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (own instanceof CancellationException) return refused("was cancelled", own);
    return isEnd ? failed(own) : own;
  }

  /** The two exceptions that say "not valid" where a check does not wait. */
  private Throwable failed(Throwable own) {
    boolean isVerdict =
        own instanceof IllegalArgumentException || own instanceof IllegalStateException;
    return isVerdict
        ? new SluiceException("The " + name + " failed: " + own.getMessage(), own)
        : own;
  }

  private SluiceException refused(String how, @Nullable Throwable cause) {
    return new SluiceException("The stage of the " + name + " " + how + ".", cause);
  }
}
