package dev.sluice.benchmarks.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What Linux tells about this process under {@code /proc/self}. Elsewhere every figure is -1: not
 * known.
 */
final class ProcFiles {
  private static final Path SELF = Path.of("/proc/self");
  private static final boolean HERE = Files.isDirectory(SELF.resolve("task"));
  private static final long NANOS_A_TICK = 10_000_000;

  private ProcFiles() {}

  /**
   * CPU time of the JIT compiler's threads since the start. They must not come and go:
   * -XX:-UseDynamicNumberOfCompilerThreads.
   */
  static long compilerNanos() {
    return sumOverThreads(
        thread -> {
          String name = read(thread.resolve("comm"));
          if (!name.startsWith("C1 Compiler") && !name.startsWith("C2 Compiler")) return 0;
          return Long.parseLong(read(thread.resolve("schedstat")).split(" ")[0]);
        });
  }

  /** Context switches of the threads that are alive now, wanted and forced. */
  static long contextSwitches() {
    return sumOverThreads(
        thread ->
            read(thread.resolve("status"))
                .lines()
                .filter(line -> line.contains("ctxt_switches:"))
                .mapToLong(ProcFiles::number)
                .sum());
  }

  /** Kilobytes (of 1,024 bytes) in memory. */
  static long residentKilobytes() {
    if (!HERE) return -1;
    return read(SELF.resolve("status"))
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(ProcFiles::number)
        .sum();
  }

  /** CPU time of this process since its start, read without loading a class for it. */
  static long cpuNanos() {
    if (!HERE) return -1;
    String stat = read(SELF.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * NANOS_A_TICK;
  }

  private static long sumOverThreads(ToLongFunction<Path> figure) {
    if (!HERE) return -1;
    long sum = 0;
    for (Path thread : threads()) {
      try {
        sum += figure.applyAsLong(thread);
      } catch (UncheckedIOException ended) {
        // It ended between the listing and the reading.
      }
    }
    return sum;
  }

  private static List<Path> threads() {
    try (Stream<Path> threads = Files.list(SELF.resolve("task"))) {
      return threads.toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static long number(String line) {
    return Long.parseLong(line.replaceAll("\\D+", ""));
  }
}
