package dev.sluice.benchmarks.clients;

import dev.sluice.benchmarks.clients.parsing.EventScanner;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.function.Consumer;

/** Scans a body as it arrives, with no limit to its demand; completes once the body has ended. */
final class EventSubscriber implements BodySubscriber<Void> {
  private final CompletableFuture<Void> body = new CompletableFuture<>();
  private final EventScanner scanner;
  private Subscription subscription;

  EventSubscriber(Consumer<String> onChunk) {
    scanner = new EventScanner(onChunk);
  }

  @Override
  public CompletionStage<Void> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    try {
      bytes.forEach(scanner::accept);
    } catch (RuntimeException failure) {
      subscription.cancel();
      body.completeExceptionally(failure);
    }
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    try {
      scanner.end();
      body.complete(null);
    } catch (IOException early) {
      body.completeExceptionally(early);
    }
  }
}
