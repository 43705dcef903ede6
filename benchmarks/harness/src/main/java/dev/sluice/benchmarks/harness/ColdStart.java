package dev.sluice.benchmarks.harness;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * The first answer of a fresh JVM, and all that was spent until then, the start of the JVM and the
 * JIT compiler included.
 */
final class ColdStart {
  private static final int CHUNKS = 20;

  private ColdStart() {}

  static JsonLine run(Client client, String what) throws Exception {
    if (what.equals("complete")) {
      client.complete("Tell me a story.").get(1, TimeUnit.MINUTES);
    } else {
      new StreamWatch(CHUNKS, number -> {})
          .open(client, StreamWatch.prompt(CHUNKS, 0))
          .get(1, TimeUnit.MINUTES);
    }
    // In this order: what tells the rest has classes of its own to load.
    long cpuNanos = ProcFiles.cpuNanos();
    long now = System.currentTimeMillis();
    long residentKilobytes = ProcFiles.residentKilobytes();
    long classes = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
    return new JsonLine()
        .putIfKnown("cpuNanos", cpuNanos)
        .put("wallMillis", now - ManagementFactory.getRuntimeMXBean().getStartTime())
        .put("classes", classes)
        .putIfKnown("residentKilobytes", residentKilobytes);
  }
}
