package dev.sluice.examples.kotlin

import dev.sluice.extraction.Progress
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.last
import me.tongfei.progressbar.ProgressBarBuilder
import me.tongfei.progressbar.ProgressBarStyle
import java.io.Console

/** Shows [progress] of [task] until it ends: as a bar on a terminal, as one line at the end elsewhere, such as in a log. */
suspend fun showProgress(task: String, progress: Flow<Progress>) {
    if (!isOnTerminal()) return System.err.println("$task: ${progress.last()}")
    val look = ProgressBarBuilder().setTaskName(task).setStyle(ProgressBarStyle.ASCII).setUpdateIntervalMillis(UPDATE_MILLIS).hideEta()
    look.build().use { bar ->
        progress.collect { now ->
            bar.maxHint(now.total?.toLong() ?: -1)
            bar.stepTo(now.done.toLong())
            bar.extraMessage = " $now, ${now.usage.totalTokens} tokens"
        }
    }
}

/** From JDK 22 on there may be a console without a terminal, and it can tell. */
private fun isOnTerminal(): Boolean {
    val console = System.console() ?: return false
    return try {
        Console::class.java.getMethod("isTerminal").invoke(console) as Boolean
    } catch (_: ReflectiveOperationException) {
        true
    }
}

private const val UPDATE_MILLIS = 100
