package dev.sluice.benchmarks.report

import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import java.nio.file.Path

/** The stand-in server's process. */
internal class StandIn(jdk: Jdk, benchmarks: Path, logs: Path) : AutoCloseable {
    private val process = LineProcess(
        listOf(jdk.java) + FLAGS + listOf("-cp", ClassPath(benchmarks.resolve("server/target")).text, MAIN),
        marker = "",
        logs.resolve("server.log"),
    )
    private val listening = Json.decodeFromString<Listening>(process.next(START_SECONDS))

    fun root(tls: Boolean): String = if (tls) "https://127.0.0.1:${listening.tls}" else "http://127.0.0.1:${listening.plain}"

    /** Makes a JVM know the server's certificate. */
    val trustFlags: List<String> = listOf(
        "-Djavax.net.ssl.trustStore=${listening.trustStore}",
        "-Djavax.net.ssl.trustStorePassword=${listening.trustStorePassword}",
    )

    fun counters(): Counters = Json.decodeFromString(process.ask("counters", ANSWER_SECONDS))

    override fun close(): Unit = process.close()

    @Serializable
    private class Listening(val plain: Int, val tls: Int, val trustStore: String, val trustStorePassword: String)

    /** What it has seen since it started. */
    @Serializable
    internal class Counters(
        val plainConnections: Long,
        val tlsConnections: Long,
        val requests: Long,
        val streamsFinished: Long,
        val streamsBroken: Long,
    ) {
        val connections: Long get() = plainConnections + tlsConnections
    }

    internal companion object {
        val FLAGS: List<String> = listOf("-Xms256m", "-Xmx1g")
        private const val MAIN = "dev.sluice.benchmarks.server.StandInServer"
        private const val START_SECONDS = 60L
        private const val ANSWER_SECONDS = 30L
    }
}
