package dev.sluice.benchmarks.harness;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/** One round of calls, and what it cost. */
final class Round {
  private Round() {}

  static JsonLine requests(Client client, int count, int parallel) throws Exception {
    JsonLine line = new JsonLine().put("units", count);
    return measure(line, count, parallel, index -> complete(client));
  }

  static JsonLine streams(Client client, int count, int parallel, int chunks, int everyMillis)
      throws Exception {
    StreamWatch[] watches = new StreamWatch[count];
    for (int at = 0; at < count; at++) watches[at] = new StreamWatch(chunks, number -> {});
    String prompt = StreamWatch.prompt(chunks, everyMillis);
    JsonLine line = new JsonLine().put("asked", (long) count * chunks);
    measure(line, count, parallel, index -> watches[index].open(client, prompt));
    long[] firsts =
        Arrays.stream(watches)
            .mapToLong(StreamWatch::nanosToFirst)
            .filter(nanos -> nanos >= 0)
            .toArray();
    putPercentiles(line, "first", firsts);
    return line.put("units", Arrays.stream(watches).mapToLong(StreamWatch::chunks).sum());
  }

  /** The text is looked at, so that a client cannot leave it unread. */
  private static CompletableFuture<?> complete(Client client) {
    return client
        .complete("Tell me a story.")
        .thenAccept(
            text -> {
              if (text.length() != 600)
                throw new IllegalStateException("an answer of " + text.length() + " characters");
            });
  }

  private static JsonLine measure(
      JsonLine line, int count, int parallel, IntFunction<CompletableFuture<?>> call)
      throws InterruptedException {
    Failures failures = new Failures();
    Lanes lanes = new Lanes(count, call, failures);
    Meter meter = Meter.start();
    long[] nanos = lanes.run(parallel);
    meter.stop(line);
    putPercentiles(line, "call", nanos);
    return line.put("calls", count)
        .put("failures", failures.count())
        .put("errors", failures.commonest());
  }

  private static void putPercentiles(JsonLine line, String name, long[] nanos) {
    if (nanos.length == 0) return;
    Arrays.sort(nanos);
    line.put(name + "P50Nanos", nanos[nanos.length / 2])
        .put(name + "P90Nanos", nanos[(int) (nanos.length * 0.90)])
        .put(name + "P99Nanos", nanos[(int) (nanos.length * 0.99)]);
  }
}
