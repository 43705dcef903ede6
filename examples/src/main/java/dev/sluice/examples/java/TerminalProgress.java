package dev.sluice.examples.java;

import dev.sluice.client.SluiceStream;
import dev.sluice.extraction.Progress;
import java.io.Console;
import java.util.concurrent.CompletableFuture;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how far a task is until it ends: as a bar on a terminal, as one line at the end elsewhere,
 * such as in a log.
 */
final class TerminalProgress {
  static CompletableFuture<Void> show(String task, SluiceStream<Progress> progress) {
    if (!isOnTerminal()) {
      return progress.last().thenAccept(end -> System.err.println(task + ": " + end));
    }
    var bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(100)
            .hideEta()
            .build();
    return progress.forEach(now -> show(bar, now)).whenComplete((end, failure) -> bar.close());
  }

  /** From JDK 22 on there may be a console without a terminal, and it can tell. */
  private static boolean isOnTerminal() {
    Console console = System.console();
    if (console == null) return false;
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  private static void show(ProgressBar bar, Progress now) {
    bar.maxHint(now.getTotal() == null ? -1 : now.getTotal());
    bar.stepTo(now.getDone());
    bar.setExtraMessage(" " + now + ", " + now.getUsage().getTotalTokens() + " tokens");
  }

  private TerminalProgress() {}
}
