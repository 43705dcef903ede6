package dev.sluice.client;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Stands between a publisher and a user's subscriber. It refuses a request for nothing, as the
 * specification wants (rule 3.9), and lets the client end the subscription from outside, while all
 * signals still reach the subscriber one at a time.
 */
final class GuardedSubscriber<T> implements Subscriber<T>, Subscription, RunningCalls.Running {
  private static final Object COMPLETED = new Object();
  private static final Object CANCELLED = new Object();

  private final Subscriber<? super T> downstream;
  private final Consumer<RunningCalls.Running> onEnd;

  /** How it ended: {@link #COMPLETED}, {@link #CANCELLED} or a failure; null while it runs. */
  private final AtomicReference<@Nullable Object> end = new AtomicReference<>();

  /** Signals under way; whoever brings it from or to 0 may call the subscriber. */
  private final AtomicInteger busy = new AtomicInteger();

  private @Nullable Subscription upstream;
  private boolean isSubscribed;
  private long early;

  GuardedSubscriber(Subscriber<? super T> downstream, Consumer<RunningCalls.Running> onEnd) {
    this.downstream = downstream;
    this.onEnd = onEnd;
  }

  boolean hasEnded() {
    return end.get() != null;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    synchronized (this) {
      upstream = subscription;
    }
    downstream.onSubscribe(this);
    long requested;
    synchronized (this) {
      isSubscribed = true;
      requested = early;
    }
    // What was asked for inside onSubscribe waits until that has returned, or the first value
    // could arrive beside it.
    if (requested > 0 && end.get() == null) subscription.request(requested);
  }

  @Override
  public void onNext(T value) {
    if (end.get() != null || busy.getAndIncrement() != 0) return;
    try {
      downstream.onNext(value);
    } finally {
      if (busy.decrementAndGet() != 0) signalEnd();
    }
  }

  @Override
  public void onError(Throwable failure) {
    end(failure);
  }

  @Override
  public void onComplete() {
    end(COMPLETED);
  }

  @Override
  public void request(long count) {
    if (count <= 0) {
      fail(
          new IllegalArgumentException(
              "request(" + count + "): at least one must be asked for (rule 3.9)"));
      return;
    }
    Subscription source;
    synchronized (this) {
      source = upstream;
      if (!isSubscribed) {
        early = early + count < 0 ? Long.MAX_VALUE : early + count;
        return;
      }
    }
    if (source != null && end.get() == null) source.request(count);
  }

  @Override
  public void cancel() {
    if (end.compareAndSet(null, CANCELLED)) leave();
  }

  @Override
  public void fail(Throwable failure) {
    if (end(failure)) leave();
  }

  private boolean end(Object how) {
    if (!end.compareAndSet(null, how)) return false;
    onEnd.accept(this);
    if (busy.getAndIncrement() == 0) signalEnd();
    return true;
  }

  private void leave() {
    Subscription source;
    synchronized (this) {
      source = upstream;
    }
    if (source != null) source.cancel();
    onEnd.accept(this);
  }

  /** Called once: the count never comes back to 0 after it. */
  private void signalEnd() {
    Object how = end.get();
    if (how == COMPLETED) downstream.onComplete();
    else if (how instanceof Throwable failure) downstream.onError(failure);
  }
}
