package dev.sluice.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.reactive.ReactiveFlowKt;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A source that a test feeds by hand, and that tells when its subscribers come and go. */
final class ManualSource implements Publisher<Integer> {
  private final CountDownLatch come;
  private final CountDownLatch gone;
  private volatile @Nullable Subscriber<? super Integer> newest;

  ManualSource() {
    this(1);
  }

  ManualSource(int subscribers) {
    come = new CountDownLatch(subscribers);
    gone = new CountDownLatch(subscribers);
  }

  Flow<Integer> flow() {
    return ReactiveFlowKt.asFlow(this);
  }

  @Override
  public void subscribe(Subscriber<? super Integer> subscriber) {
    subscriber.onSubscribe(
        new Subscription() {
          @Override
          public void request(long count) {}

          @Override
          public void cancel() {
            gone.countDown();
          }
        });
    newest = subscriber;
    come.countDown();
  }

  /** Waits for all subscribers. */
  ManualSource awaitSubscribed() throws InterruptedException {
    assertTrue(come.await(20, TimeUnit.SECONDS), "nobody subscribed");
    return this;
  }

  /** Waits until all subscribers have left. */
  void awaitLeft() throws InterruptedException {
    assertTrue(gone.await(20, TimeUnit.SECONDS), "the subscriber did not leave");
  }

  void emit(int value) throws InterruptedException {
    awaitSubscribed();
    newest.onNext(value);
  }
}
