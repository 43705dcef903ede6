package dev.sluice.client;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Streams as {@link Multi}, futures as {@link Uni}. */
class MutinyTest extends PluggedIn {
  private static <T> Multi<T> multi(SluiceStream<T> stream) {
    return Multi.createFrom().publisher(stream.toFlowPublisher());
  }

  @Override
  <T> List<T> all(SluiceStream<T> stream) {
    return multi(stream).collect().asList().await().indefinitely();
  }

  @Override
  <T> List<T> first(int count, SluiceStream<T> stream) {
    var subscriber = multi(stream).subscribe().withSubscriber(AssertSubscriber.<T>create(count));
    subscriber.awaitItems(count).cancel();
    return subscriber.getItems();
  }

  @Override
  <T> T value(Supplier<CompletableFuture<T>> call) {
    return Uni.createFrom().completionStage(call).await().indefinitely();
  }

  @Override
  <T> Runnable reading(SluiceStream<T> stream, Consumer<T> action) {
    return multi(stream).subscribe().with(action)::cancel;
  }

  @Override
  <T> Runnable calling(Supplier<CompletableFuture<T>> call) {
    return Uni.createFrom().completionStage(call).subscribe().with(it -> {})::cancel;
  }
}
