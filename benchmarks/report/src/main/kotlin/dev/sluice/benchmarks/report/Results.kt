package dev.sluice.benchmarks.report

import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import java.nio.file.Path
import kotlin.io.path.readText
import kotlin.io.path.writeText

/** Everything that was measured, as it was measured. Written after each scenario, so that a run that is stopped is not lost. */
@Serializable
internal class Results(
    val machine: Machine,
    val settings: Map<String, String>,
    val clients: List<ClientInfo>,
    val scenarios: List<ScenarioResult>,
    val jmh: List<JmhResult> = emptyList(),
) {
    /** The result on the newest JDK, which is the one that targets are held against. */
    fun of(scenario: String): ScenarioResult? = scenarios.filter { it.scenario == scenario }.maxByOrNull { it.jdk }

    fun write(file: Path): Unit = file.writeText(FORMAT.encodeToString(this))

    internal companion object {
        private val FORMAT = Json { prettyPrint = true }

        fun read(file: Path): Results = FORMAT.decodeFromString(file.readText())
    }
}

/** Which [libraries] stand behind a client's name. */
@Serializable
internal class ClientInfo(val name: String, val libraries: List<String>)

/** One scenario on one JDK. [about] says what a client's process was told to do. */
@Serializable
internal class ScenarioResult(
    val scenario: String,
    val kind: Kind,
    val title: String,
    val unit: String,
    val about: String,
    val jdk: Int,
    val clients: List<ClientResult>,
) {
    fun of(client: String): ClientResult? = clients.firstOrNull { it.client == client }
}

/** What is measured, and so which figures there are. */
internal enum class Kind { ROUNDS, HOLD, COLD, SIZES }

/** One client's rounds, as its process told them; [problem] says why there are not more. */
@Serializable
internal class ClientResult(val client: String, val rounds: List<JsonObject>, val problem: String? = null) {
    /** Whether every call ended as it should: a client that does only part of the work is not compared with. */
    val sound: Boolean get() = problem == null && rounds.none { (it.number("failures") ?: 0.0) + (it.number("unfinished") ?: 0.0) > 0 }
}
