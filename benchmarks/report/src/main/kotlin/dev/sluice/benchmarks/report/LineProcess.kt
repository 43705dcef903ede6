package dev.sluice.benchmarks.report

import java.io.IOException
import java.nio.file.Path
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread
import kotlin.io.path.exists
import kotlin.io.path.readLines

/** A process died or did not answer in time. The message says which, with the end of what it wrote to stderr. */
internal class ProcessFailed(message: String) : Exception(message)

/**
 * A process that answers a line on stdin with a line on stdout that begins with [marker]; its other lines are passed over. What it
 * writes to stderr goes to the file [log].
 */
internal class LineProcess(command: List<String>, private val marker: String, private val log: Path) : AutoCloseable {
    private val process = ProcessBuilder(command).redirectError(log.toFile()).start()
    private val input = process.outputStream.bufferedWriter()
    private val answers = LinkedBlockingQueue<Answer>()

    init {
        thread(isDaemon = true, name = "answers of ${process.pid()}") {
            runCatching {
                process.inputStream.bufferedReader().forEachLine { if (it.startsWith(marker)) answers.put(Answer(it.removePrefix(marker))) }
            }
            answers.put(Answer(null))
        }
    }

    fun ask(line: String, limitSeconds: Long): String {
        try {
            input.appendLine(line)
            input.flush()
        } catch (_: IOException) {
            // It is gone; reading tells how it ended.
        }
        return next(limitSeconds) { "no answer to \"$line\"" }
    }

    /** The next line that it writes without being asked. */
    fun next(limitSeconds: Long, what: () -> String = { "it told nothing" }): String {
        val answer = answers.poll(limitSeconds, TimeUnit.SECONDS) ?: throw failed("${what()} in $limitSeconds s")
        return answer.text ?: throw failed("${what()}: it ended with exit code ${process.waitFor()}")
    }

    private fun failed(what: String): ProcessFailed {
        val tail = if (log.exists()) log.readLines().takeLast(KEPT_LINES).joinToString("\n") else ""
        return ProcessFailed(if (tail.isBlank()) what else "$what\n$tail")
    }

    /** The end of stdin is its sign to end. */
    override fun close() {
        runCatching { input.close() }
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly().waitFor()
    }

    /** Null at the end of the output. */
    private class Answer(val text: String?)

    private companion object {
        const val KEPT_LINES = 12
        const val PATIENCE_SECONDS = 5L
    }
}
