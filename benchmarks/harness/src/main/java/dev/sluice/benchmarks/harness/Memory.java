package dev.sluice.benchmarks.harness;

import java.lang.management.ManagementFactory;

/**
 * Memory of this process: live objects on the heap, and what the process takes from the machine.
 */
record Memory(long heapBytes, long residentKilobytes) {
  /** After a full collection. */
  static Memory collected() {
    for (int run = 0; run < 2; run++) System.gc();
    return new Memory(
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
        ProcFiles.residentKilobytes());
  }

  /**
   * What each open stream has added since. What the process takes is read first: garbage not
   * collected yet is part of it.
   */
  void putGrowth(JsonLine line, long openStreams) {
    long residentNow = ProcFiles.residentKilobytes();
    Memory now = collected();
    line.put("openMid", openStreams);
    if (openStreams <= 0) return;
    line.put("heapBytesPerStream", (now.heapBytes - heapBytes) / openStreams);
    if (residentNow >= 0)
      line.put("residentBytesPerStream", 1_024 * (residentNow - residentKilobytes) / openStreams);
  }
}
