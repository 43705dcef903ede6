package dev.sluice

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import java.nio.file.Files
import java.nio.file.Path

/**
 * What goes over the wire for each shape of type, in each way to ask: the first request, and the one after an answer that breaks
 * the type's rules. Committed, so that a change of what a provider is asked shows in review, and equal for every face.
 */
public object GoldenWire {
    /** For each shape, an answer that is wrong and one that is right. */
    @JvmField
    public val answers: Map<String, Pair<String, String>> = mapOf(
        "FLAT" to Pair(
            """{"reasoning":"Light.","product_name":"Fenwick","strengths":[],"stance":"FOR","isVerified":true,"reviews":"3","score":11}""",
            """{"reasoning":"Light.","product_name":"Fenwick","strengths":[],"stance":"FOR","isVerified":true,"reviews":3,"score":null}""",
        ),
        "NESTED" to Pair(
            """{"buyer":{"name":"Ada"},"receiver":null,"lines":[{"article":"lamp","count":0}],"notes":{"gift":7}}""",
            """{"buyer":{"name":"Ada","email":null},"receiver":null,"lines":[{"article":"lamp","count":1}],"notes":{"gift":"yes"}}""",
        ),
        "RECURSIVE" to Pair(
            """{"title":"All","parts":[{"title":"One","parts":[{"title":null,"parts":[]}]}]}""",
            """{"title":"All","parts":[{"title":"One","parts":[]}]}""",
        ),
        "SEALED" to Pair(
            """{"value":{"type":"cash"}}""",
            """{"value":{"type":"card","number":"4111","holder":"Ada"}}""",
        ),
    )

    /** Compares the [requests], bodies in the order they were sent, with what is committed for [way] and [shape]. */
    @JvmStatic
    public fun check(way: String, shape: String, requests: List<String>) {
        val name = "golden/${way.lowercase().replace('_', '-')}/${shape.lowercase()}.json"
        val actual = PRETTY.encodeToString(JsonElement.serializer(), JsonArray(requests.map(Json::parseToJsonElement))) + "\n"
        if (System.getProperty("golden.update") == "true") return write(name, actual)
        val expected = checkNotNull(GoldenWire::class.java.getResourceAsStream("/$name")) { "$name is not committed; $UPDATE" }
            .use { it.readBytes().decodeToString() }
        if (actual != expected) throw AssertionError("$name is not what was sent; if it should be, $UPDATE. Sent:\n$actual")
    }

    private fun write(name: String, text: String) {
        // One place for all faces: two that write different things cannot both be right.
        val file = Path.of("../sdk-core/src/test/resources", name)
        Files.createDirectories(file.parent)
        Files.writeString(file, text)
    }

    private const val UPDATE = "run GoldenWireTest of sdk-core with -Dgolden.update=true and read the difference"
    private val PRETTY = Json {
        prettyPrint = true
        prettyPrintIndent = "  "
    }
}
