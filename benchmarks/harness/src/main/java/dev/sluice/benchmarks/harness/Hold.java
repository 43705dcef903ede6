package dev.sluice.benchmarks.harness;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Many streams of a chunk a second, all open at once: opened over some seconds, looked at in the
 * middle, followed to their end. What has not ended {@link #GRACE_MILLIS} after it should have is
 * given up.
 */
final class Hold {
  private static final int GRACE_MILLIS = 15_000;
  private static final int SETTLE_MILLIS = 3_000;

  private final Client client;
  private final int streams;
  private final int openedPerSecond;
  private final int seconds;
  private final AtomicInteger started = new AtomicInteger();
  private final AtomicInteger finished = new AtomicInteger();
  private final LongAdder chunks = new LongAdder();
  private final Failures failures = new Failures();

  Hold(Client client, int streams, int openedPerSecond, int seconds) {
    this.client = client;
    this.streams = streams;
    this.openedPerSecond = openedPerSecond;
    this.seconds = seconds;
  }

  JsonLine run() throws InterruptedException {
    JsonLine line = new JsonLine().put("streams", streams);
    Memory before = Memory.collected();
    long begin = System.nanoTime();
    Thread opener = new Thread(this::openAll, "opener");
    opener.setDaemon(true);
    opener.start();
    // By the clock and not once all are open: a client may never get there.
    long openMillis = streams * 1_000L / openedPerSecond;
    sleepUntil(begin, openMillis + SETTLE_MILLIS);
    line.put("startedMid", started.get()).put("threads", Meter.threads());
    watchChunks(line, (seconds * 1_000L - openMillis - SETTLE_MILLIS) / 2);
    before.putGrowth(line, started.get() - finished.get() - failures.count());
    awaitEnd(begin, openMillis + seconds * 1_000L + GRACE_MILLIS);
    return putOutcome(line);
  }

  private void openAll() {
    long begin = System.nanoTime();
    String prompt = StreamWatch.prompt(seconds, 1_000);
    for (int opened = 0; opened < streams; opened++) {
      sleepUntil(begin, opened * 1_000L / openedPerSecond);
      open(prompt).whenComplete((nothing, failure) -> ended(failure));
    }
  }

  private CompletableFuture<Void> open(String prompt) {
    try {
      return new StreamWatch(seconds, this::delivered).open(client, prompt);
    } catch (RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  private void delivered(int number) {
    if (number == 1) started.incrementAndGet();
    chunks.increment();
  }

  private void ended(Throwable failure) {
    if (failure == null) finished.incrementAndGet();
    else failures.add(failure);
  }

  private void watchChunks(JsonLine line, long millis) throws InterruptedException {
    long before = chunks.sum();
    Meter meter = Meter.start();
    Thread.sleep(millis);
    meter.stop(line);
    line.put("units", chunks.sum() - before);
  }

  private void awaitEnd(long begin, long untilMillis) throws InterruptedException {
    while (finished.get() + failures.count() < streams && millisSince(begin) < untilMillis)
      Thread.sleep(100);
  }

  private JsonLine putOutcome(JsonLine line) {
    long failed = failures.count();
    return line.put("started", started.get())
        .put("finished", finished.get())
        .put("unfinished", streams - finished.get() - failed)
        .put("failures", failed)
        .put("errors", failures.commonest());
  }

  private static void sleepUntil(long begin, long millis) {
    try {
      Thread.sleep(Math.max(0, millis - millisSince(begin)));
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static long millisSince(long begin) {
    return (System.nanoTime() - begin) / 1_000_000;
  }
}
