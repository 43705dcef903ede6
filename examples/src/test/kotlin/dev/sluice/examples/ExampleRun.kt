package dev.sluice.examples

import java.io.File
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit

/** One run of an example as a program of its own, as a reader of the README starts it: with no key set, but without the pace of a model. */
internal class ExampleRun(name: String, input: String? = null, stdin: String? = null) {
    private val process: Process = ProcessBuilder(
        listOf(File(System.getProperty("java.home"), "bin/java").path) + OPTIONS +
            listOfNotNull(input?.let { "-Dinput=$it" }) +
            listOf("-classpath", System.getProperty("java.class.path"), "dev.sluice.examples.$name"),
    ).apply { environment().keys.removeAll { it.startsWith("OPENAI_") || it.startsWith("ANTHROPIC_") } }.start()

    private val out = CompletableFuture.supplyAsync { process.inputStream.readBytes().decodeToString() }
    private val err = CompletableFuture.supplyAsync { process.errorStream.readBytes().decodeToString() }

    init {
        process.outputStream.use { stdin?.let { text -> it.write(text.toByteArray()) } }
    }

    /** What it printed, once it has ended well. */
    fun output(): String {
        val status = await()
        check(status == 0) { "ended with $status: ${err.join()}" }
        return out.join()
    }

    /** What it complained of, once it has ended badly. */
    fun complaint(): String {
        check(await() == 1) { "ended with ${process.exitValue()}: ${out.join()}" }
        return err.join()
    }

    private fun await(): Int {
        if (!process.waitFor(SAFETY_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly()
            error("still running after $SAFETY_SECONDS s; so far it printed ${out.join()}")
        }
        return process.exitValue()
    }

    private companion object {
        const val SAFETY_SECONDS = 120L

        /** Short programs are over before the better of the two compilers has paid off. */
        val OPTIONS = listOf("-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dpace=0", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
    }
}
