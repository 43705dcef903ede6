package dev.sluice.benchmarks.report

import kotlinx.serialization.json.addJsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlin.io.path.fileSize
import kotlin.io.path.name

/** What a client brings to the class path of its users. Nothing runs for it. */
internal object SizeScenario : Scenario {
    private const val LISTED = 10

    override val name: String get() = "sizes"
    override val kind: Kind get() = Kind.SIZES
    override val title: String get() = "Runtime class path"
    override val unit: String get() = "class path"
    override val about: String get() = "the sum of the jars that Maven resolves; 1 MB is 1,000,000 bytes"

    override fun entrants(clients: List<ClientSpec>, earlier: List<ScenarioResult>): List<ClientSpec> =
        clients.filter { it.role != Role.FLOOR }.distinctBy { it.folder }

    override fun run(lab: Lab, clients: List<ClientSpec>): List<ClientResult> = clients.map { client ->
        val jars = lab.classPath(client).brought
        val size = buildJsonObject {
            put("bytes", jars.sumOf { it.fileSize() })
            put("jars", jars.size)
            putJsonArray("largest") {
                for (jar in jars.take(LISTED)) {
                    addJsonObject {
                        put("jar", jar.name)
                        put("bytes", jar.fileSize())
                    }
                }
            }
        }
        ClientResult(client.name, listOf(size))
    }
}
