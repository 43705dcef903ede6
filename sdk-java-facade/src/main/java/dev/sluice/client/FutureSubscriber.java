package dev.sluice.client;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Reads a stream to its end into a future; completing the future from outside stops the stream. */
final class FutureSubscriber<T, R> implements Subscriber<T> {
  private final Consumer<? super T> action;
  private final Result<R> result;
  private final CompletableFuture<R> future = new CompletableFuture<>();

  /** What the future completes with when the stream has ended well; what it throws fails it. */
  interface Result<R> {
    @Nullable R get();
  }

  FutureSubscriber(Consumer<? super T> action, Result<R> result) {
    this.action = action;
    this.result = result;
  }

  CompletableFuture<R> future() {
    return future;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    future.whenComplete((value, failure) -> subscription.cancel());
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(T value) {
    if (future.isDone()) return;
    try {
      action.accept(value);
    } catch (Throwable thrown) {
      // An Error too: the future is where the caller looks.
      future.completeExceptionally(thrown);
    }
  }

  @Override
  public void onError(Throwable failure) {
    future.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    try {
      future.complete(result.get());
    } catch (RuntimeException thrown) {
      future.completeExceptionally(thrown);
    }
  }
}
