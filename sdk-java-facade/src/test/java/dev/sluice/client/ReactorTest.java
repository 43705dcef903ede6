package dev.sluice.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Streams as {@link Flux}, futures as {@link Mono}. */
class ReactorTest extends PluggedIn {
  @Override
  <T> List<T> all(SluiceStream<T> stream) {
    return Flux.from(stream).collectList().block();
  }

  @Override
  <T> List<T> first(int count, SluiceStream<T> stream) {
    return Flux.from(stream).take(count).collectList().block();
  }

  @Override
  <T> T value(Supplier<CompletableFuture<T>> call) {
    return Mono.fromFuture(call).block();
  }

  @Override
  <T> Runnable reading(SluiceStream<T> stream, Consumer<T> action) {
    return Flux.from(stream).subscribe(action)::dispose;
  }

  @Override
  <T> Runnable calling(Supplier<CompletableFuture<T>> call) {
    return Mono.fromFuture(call).subscribe()::dispose;
  }
}
