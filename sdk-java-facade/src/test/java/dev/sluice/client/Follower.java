package dev.sluice.client;

import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Passes all signals on, and tells how many values its subscriber has had. */
final class Follower<T> implements Subscriber<T> {
  private final Subscriber<? super T> subscriber;
  private final LongConsumer taken;
  private long count;

  private Follower(Subscriber<? super T> subscriber, LongConsumer taken) {
    this.subscriber = subscriber;
    this.taken = taken;
  }

  /** Subscribes {@code subscriber}, or nobody, and tells {@code taken} of its values. */
  static <T> void follow(
      SluiceStream<T> stream, @Nullable Subscriber<? super T> subscriber, LongConsumer taken) {
    stream.subscribe(subscriber == null ? null : new Follower<>(subscriber, taken));
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    subscriber.onSubscribe(subscription);
  }

  @Override
  public void onNext(T value) {
    subscriber.onNext(value);
    taken.accept(++count);
  }

  @Override
  public void onError(Throwable failure) {
    subscriber.onError(failure);
  }

  @Override
  public void onComplete() {
    subscriber.onComplete();
  }
}
