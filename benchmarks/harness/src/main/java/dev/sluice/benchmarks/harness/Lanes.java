package dev.sluice.benchmarks.harness;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Runs so many calls, so many of them at once. A call that ends starts the next one, on the thread
 * that it ended on: the driver has no thread of its own.
 */
final class Lanes {
  private final int count;
  private final IntFunction<CompletableFuture<?>> call;
  private final AtomicInteger next = new AtomicInteger();
  private final CountDownLatch done;
  private final long[] nanos;
  private final Failures failures;

  Lanes(int count, IntFunction<CompletableFuture<?>> call, Failures failures) {
    this.count = count;
    this.call = call;
    this.failures = failures;
    done = new CountDownLatch(count);
    nanos = new long[count];
  }

  /** Returns once all calls have ended; the nanoseconds that each took are then known. */
  long[] run(int parallel) throws InterruptedException {
    for (int lane = 0; lane < Math.min(parallel, count); lane++) advance();
    done.await();
    return nanos;
  }

  private void advance() {
    while (true) {
      int index = next.getAndIncrement();
      if (index >= count) return;
      long started = System.nanoTime();
      CompletableFuture<?> running = start(index);
      // One that ended at once is not chained, lest the stack grows with each.
      if (!running.isDone()) {
        running.whenComplete(
            (value, failure) -> {
              ended(index, started, failure);
              advance();
            });
        return;
      }
      running.whenComplete((value, failure) -> ended(index, started, failure));
    }
  }

  private CompletableFuture<?> start(int index) {
    try {
      return call.apply(index);
    } catch (RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  private void ended(int index, long started, Throwable failure) {
    nanos[index] = System.nanoTime() - started;
    if (failure != null) failures.add(failure);
    done.countDown();
  }
}
