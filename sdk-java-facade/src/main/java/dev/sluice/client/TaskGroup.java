package dev.sluice.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Several futures that succeed together or not at all. */
final class TaskGroup {
  private TaskGroup() {}

  static <T> CompletableFuture<List<T>> of(List<? extends CompletableFuture<? extends T>> futures) {
    var all = new CompletableFuture<List<T>>();
    for (var future : futures) {
      future.whenComplete(
          (value, failure) -> {
            if (failure != null) all.completeExceptionally(own(failure));
          });
    }
    CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
        .thenRun(() -> all.complete(futures.stream().<T>map(CompletableFuture::join).toList()));
    all.whenComplete(
        (values, failure) -> {
          if (failure != null) futures.forEach(it -> it.cancel(true));
        });
    return all;
  }

  /** A future made by {@code thenApply} hands on its failure wrapped. */
  private static Throwable own(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
