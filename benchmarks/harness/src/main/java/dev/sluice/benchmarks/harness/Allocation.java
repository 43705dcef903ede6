package dev.sluice.benchmarks.harness;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;

/**
 * Bytes allocated by all threads. From JDK 21 on the JVM counts them; before, they are summed over
 * the live threads, so that what an ended thread allocated is missing, and the figure is not
 * comparable.
 */
final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Method TOTAL = total();

  private final long bytes;
  private final Map<Long, Long> byThread;

  private Allocation(long bytes, Map<Long, Long> byThread) {
    this.bytes = bytes;
    this.byThread = byThread;
  }

  static Allocation start() {
    return TOTAL == null
        ? new Allocation(0, liveThreads())
        : new Allocation(totalBytes(), Map.of());
  }

  void stop(JsonLine line) {
    line.put("allocationComparable", TOTAL != null)
        .put("allocatedBytes", TOTAL == null ? grown() : totalBytes() - bytes);
  }

  private long grown() {
    long grown = 0;
    for (var now : liveThreads().entrySet())
      grown += now.getValue() - byThread.getOrDefault(now.getKey(), 0L);
    return grown;
  }

  private static Map<Long, Long> liveThreads() {
    long[] ids = THREADS.getAllThreadIds();
    long[] allocated = THREADS.getThreadAllocatedBytes(ids);
    Map<Long, Long> byThread = new HashMap<>();
    for (int at = 0; at < ids.length; at++) byThread.put(ids[at], Math.max(0, allocated[at]));
    return byThread;
  }

  private static Method total() {
    try {
      return ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes");
    } catch (NoSuchMethodException older) {
      return null;
    }
  }

  private static long totalBytes() {
    try {
      return (long) TOTAL.invoke(THREADS);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
