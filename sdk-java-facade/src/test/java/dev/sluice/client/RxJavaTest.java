package dev.sluice.client;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Streams as {@link Flowable}, futures as {@link Single}. */
class RxJavaTest extends PluggedIn {
  @Override
  <T> List<T> all(SluiceStream<T> stream) {
    return Flowable.fromPublisher(stream).toList().blockingGet();
  }

  @Override
  <T> List<T> first(int count, SluiceStream<T> stream) {
    var subscriber = Flowable.fromPublisher(stream).test(count).awaitCount(count);
    subscriber.cancel();
    return subscriber.values();
  }

  @Override
  <T> T value(Supplier<CompletableFuture<T>> call) {
    return Single.fromCompletionStage(call.get()).blockingGet();
  }

  @Override
  <T> Runnable reading(SluiceStream<T> stream, Consumer<T> action) {
    return Flowable.fromPublisher(stream).subscribe(action::accept)::dispose;
  }

  /** RxJava cancels no stage, which has no method for it: who wants that cancels the future. */
  @Override
  <T> Runnable calling(Supplier<CompletableFuture<T>> call) {
    CompletableFuture<T> future = call.get();
    Disposable waiting = Single.fromCompletionStage(future).subscribe();
    return () -> {
      waiting.dispose();
      future.cancel(true);
    };
  }
}
