package dev.sluice.benchmarks.report

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

/** One client's process, working at one scenario. */
internal class ClientRun(lab: Lab, client: ClientSpec, scenario: String, flags: List<String>, tls: Boolean = false) : AutoCloseable {
    private val server = lab.server
    private val process = LineProcess(
        listOf(lab.jdk.java) + flags + (if (tls) server.trustFlags else emptyList()) +
            listOf("-cp", lab.classPath(client).text, MAIN, client.factory, server.root(tls)),
        MARKER,
        lab.logs.resolve("$scenario-${lab.jdk.feature}-${client.name}.log"),
    )

    /** Throws [ProcessFailed] also if the process says that it could not. */
    fun ask(command: String, limitSeconds: Long): JsonObject {
        val answer = Json.parseToJsonElement(process.ask(command, limitSeconds)).jsonObject
        answer["error"]?.let { throw ProcessFailed("$command: ${it.jsonPrimitive.content}") }
        return answer
    }

    /** The same, with what the server saw of it. */
    fun watched(command: String, limitSeconds: Long): JsonObject {
        val before = server.counters()
        val answer = ask(command, limitSeconds)
        val after = server.counters()
        return JsonObject(
            answer + mapOf(
                "newConnections" to JsonPrimitive(after.connections - before.connections),
                "streamsBroken" to JsonPrimitive(after.streamsBroken - before.streamsBroken),
            ),
        )
    }

    override fun close(): Unit = process.close()

    internal companion object {
        /** The JIT compiler's threads must stay, or their CPU time is lost with them and cannot be taken off. */
        val FLAGS: List<String> = listOf("-Xms256m", "-Xmx1g", "-XX:+UseG1GC", "-XX:-UseDynamicNumberOfCompilerThreads")
        private const val MAIN = "dev.sluice.benchmarks.harness.ClientProcess"
        private const val MARKER = "@@benchmark "
    }
}
