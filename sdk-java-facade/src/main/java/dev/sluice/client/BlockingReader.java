package dev.sluice.client;

import dev.sluice.errors.SluiceException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Reads a publisher from one thread that waits for each value. */
final class BlockingReader<T> implements Iterator<T>, AutoCloseable {
  private final Publisher<T> source;
  private final BlockingQueue<Signal<T>> signals = new LinkedBlockingQueue<>();

  /** Null until the first value is asked for. */
  private volatile @Nullable Subscription subscription;

  private @Nullable Signal<T> next;
  private volatile boolean isClosed;

  BlockingReader(Publisher<T> source) {
    this.source = source;
  }

  /** A value; or the end, which may be a failure. */
  private record Signal<T>(@Nullable T value, @Nullable Throwable failure) {}

  @Override
  public boolean hasNext() {
    if (next == null) next = isClosed ? new Signal<>(null, null) : await();
    if (next.failure() != null) throw unchecked(next.failure());
    return next.value() != null;
  }

  @Override
  public T next() {
    if (!hasNext() || next == null || next.value() == null) throw new NoSuchElementException();
    T value = next.value();
    next = null;
    Subscription reading = subscription;
    if (reading != null) reading.request(1);
    return value;
  }

  @Override
  public void close() {
    isClosed = true;
    Subscription reading = subscription;
    if (reading != null) reading.cancel();
    signals.add(new Signal<>(null, null)); // Lets go whoever waits on another thread.
  }

  private static RuntimeException unchecked(Throwable failure) {
    if (failure instanceof Error error) throw error;
    return failure instanceof RuntimeException own ? own : SluiceException.from(failure);
  }

  private Signal<T> await() {
    if (subscription == null) source.subscribe(new Receiver());
    try {
      return signals.take();
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      var cancelled = new CancellationException("Interrupted while waiting for the next value.");
      cancelled.initCause(e);
      throw cancelled;
    }
  }

  private final class Receiver implements Subscriber<T> {
    @Override
    public void onSubscribe(Subscription source) {
      subscription = source;
      source.request(1);
    }

    @Override
    public void onNext(T value) {
      signals.add(new Signal<>(value, null));
    }

    @Override
    public void onError(Throwable failure) {
      signals.add(new Signal<>(null, failure));
    }

    @Override
    public void onComplete() {
      signals.add(new Signal<>(null, null));
    }
  }
}
