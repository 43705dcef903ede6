package dev.sluice.anthropic

import dev.sluice.wire.array
import dev.sluice.wire.obj
import dev.sluice.wire.parseJsonObject
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Puts one block of a stream together again. */
internal class BlockCollector(private val start: JsonObject) {
    private val text = StringBuilder(start.string("text").orEmpty())
    private val thinking = StringBuilder(start.string("thinking").orEmpty())
    private val input = StringBuilder()
    private val citations = ArrayList<JsonElement>(start.array("citations").orEmpty())
    private var signature: String? = start.string("signature")

    val isTool: Boolean get() = start.string("type") == "tool_use"

    /** The tool's name. */
    val name: String? get() = start.string("name")

    /** A call can be sent back if it can be answered and its input is whole. */
    val isReplayable: Boolean get() = !isTool || (start.string("id") != null && inputJson() != null)

    /** How much the model has written of it. */
    val length: Int get() = text.length + thinking.length + input.length

    fun take(delta: JsonObject) {
        text.append(delta.string("text").orEmpty())
        thinking.append(delta.string("thinking").orEmpty())
        input.append(delta.string("partial_json").orEmpty())
        delta.string("signature")?.let { signature = it }
        delta["citation"]?.let { citations += it }
    }

    /**
     * The tool's input as text. When no piece of it came, it is what the block began with: `{}` as a rule, and all of it from servers
     * that do not stream it.
     */
    fun inputText(): String = if (input.isEmpty()) start.obj("input")?.toString() ?: "{}" else input.toString()

    /** The input, if it is whole. */
    fun inputJson(): JsonObject? = parseJsonObject(inputText())

    /** The block as it would have stood in a message that does not stream; an input that is not whole is left as it began. */
    fun toJson(): JsonObject {
        val grown = LinkedHashMap<String, JsonElement>()
        if (text.isNotEmpty()) grown["text"] = JsonPrimitive(text.toString())
        if (thinking.isNotEmpty()) grown["thinking"] = JsonPrimitive(thinking.toString())
        signature?.let { grown["signature"] = JsonPrimitive(it) }
        if (citations.isNotEmpty()) grown["citations"] = JsonArray(citations)
        if (isTool || input.isNotEmpty()) inputJson()?.let { grown["input"] = it }
        return JsonObject(start + grown)
    }

    companion object {
        /** A block that was never announced, of the kind that a delta of [deltaType] belongs to. */
        fun startedBy(deltaType: String?): BlockCollector {
            val type = when (deltaType) {
                "input_json_delta" -> "tool_use"
                "thinking_delta", "signature_delta" -> "thinking"
                else -> "text"
            }
            return BlockCollector(JsonObject(mapOf("type" to JsonPrimitive(type))))
        }
    }
}
