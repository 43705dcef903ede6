package dev.sluice.benchmarks.harness;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * What this process spends between {@link #start} and {@link #stop}. Its CPU time counts user and
 * kernel, garbage collection too; the JIT compiler's part stands beside it, to be taken off.
 */
final class Meter {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Allocation allocation = Allocation.start();
  private final long switches = ProcFiles.contextSwitches();
  private final long compilerNanos = ProcFiles.compilerNanos();
  private final long cpuNanos = SYSTEM.getProcessCpuTime();
  private final long wallNanos = System.nanoTime();

  private Meter() {}

  static Meter start() {
    THREADS.resetPeakThreadCount();
    return new Meter();
  }

  /** The live threads of the JVM, now. */
  static int threads() {
    return THREADS.getThreadCount();
  }

  void stop(JsonLine line) {
    line.put("wallNanos", System.nanoTime() - wallNanos)
        .put("cpuNanos", SYSTEM.getProcessCpuTime() - cpuNanos);
    allocation.stop(line);
    if (compilerNanos >= 0) line.put("compilerNanos", ProcFiles.compilerNanos() - compilerNanos);
    // Those of threads that ended in between are lost.
    if (switches >= 0) line.put("switches", ProcFiles.contextSwitches() - switches);
    line.put("peakThreads", THREADS.getPeakThreadCount());
  }
}
