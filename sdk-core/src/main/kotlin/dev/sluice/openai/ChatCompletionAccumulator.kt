package dev.sluice.openai

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.util.TreeMap

/**
 * Puts the chunks of one stream together again: to the [ChatCompletion] that the call would have brought without a stream. In Kotlin,
 * [toCompletion] of a flow does all of it.
 *
 * Answers are told apart by their index, so are the tool calls in each; texts, arguments and lists go on, and so do fields that this
 * version does not know. Not safe for use by several threads at once.
 */
public class ChatCompletionAccumulator {
    private val envelope = LinkedHashMap<String, JsonElement>()
    private val choices = TreeMap<Int, ChatChoiceCollector>()
    private var requestId: String? = null

    /** Takes the next chunk. */
    public fun add(chunk: ChatCompletionChunk) {
        requestId = chunk.requestId ?: requestId
        for ((name, value) in chunk.raw) if (name !in OWN && value.saysSomething()) envelope[name] = value
        for (choice in chunk.choices) choices.getOrPut(choice.index) { ChatChoiceCollector(choice.index) }.take(choice)
    }

    /** What has come so far. It is whole once the stream has ended without an error. */
    public fun toCompletion(): ChatCompletion {
        val own = mapOf(
            "object" to JsonPrimitive("chat.completion"),
            "choices" to JsonArray(choices.values.map { it.toJson() }),
        )
        return ChatCompletion(JsonObject(envelope + own), null, requestId)
    }

    // Some servers leave the id and the model empty in their first chunk.
    private fun JsonElement.saysSomething() = this !is JsonNull && !(this is JsonPrimitive && content.isEmpty())

    private companion object {
        // `obfuscation` is padding against those who measure packets; it means nothing.
        val OWN = setOf("choices", "object", "obfuscation")
    }
}
