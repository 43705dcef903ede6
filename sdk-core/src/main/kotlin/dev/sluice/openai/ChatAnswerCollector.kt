package dev.sluice.openai

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/** Puts the first answer of a stream together again. */
internal class ChatAnswerCollector {
    private val content = StringBuilder()
    private val refusal = StringBuilder()
    private val calls = LinkedHashMap<Int, CallCollector>()
    private var lastCall = 0
    private var reasoningLength = 0
    private var finishReason: String? = null
    private var usage: CompletionUsage? = null

    var model: String? = null
        private set

    /** Takes what a chunk says about the answer as a whole. */
    fun take(chunk: ChatCompletionChunk) {
        if (!chunk.model.isNullOrEmpty()) model = chunk.model
        chunk.usage?.let { usage = it }
    }

    fun take(choice: ChatChunkChoice) {
        content.append(choice.delta.content.orEmpty())
        refusal.append(choice.delta.refusal.orEmpty())
        reasoningLength += choice.delta.reasoning?.length ?: 0
        if (!choice.finishReason.isNullOrEmpty()) finishReason = choice.finishReason
    }

    /** Takes a piece of a tool call, and returns the call that it belongs to. */
    fun take(piece: ChatToolCallDelta): CallCollector {
        val index = piece.index ?: indexOf(piece)
        lastCall = index
        return calls.getOrPut(index) { CallCollector(index) }.also { it.take(piece) }
    }

    // Without an index, a piece with an id of its own begins a call, and any other goes on with the last.
    private fun indexOf(piece: ChatToolCallDelta): Int {
        if (piece.id.isNullOrEmpty()) return lastCall
        return calls.values.firstOrNull { it.id == piece.id }?.index ?: calls.size
    }

    fun toAnswer(): ChatAnswer = ChatAnswer(
        toMessage(),
        content.toString(),
        refusal.toString(),
        calls.values.map { it.toCall() },
        finishReason,
        usage,
        model,
        reasoningLength,
    )

    private fun toMessage(): JsonObject = buildJsonObject {
        put("role", "assistant")
        put("content", if (content.isEmpty() && calls.isNotEmpty()) JsonNull else JsonPrimitive(content.toString()))
        if (refusal.isNotEmpty()) put("refusal", refusal.toString())
        if (calls.isNotEmpty()) put("tool_calls", JsonArray(calls.values.map { it.toJson() }))
    }
}

/** Puts one tool call together again. */
internal class CallCollector(val index: Int) {
    private val arguments = StringBuilder()
    private var name: String? = null

    var id: String? = null
        private set

    // A name or an id that is said again is said again, not continued.
    fun take(piece: ChatToolCallDelta) {
        if (id.isNullOrEmpty()) id = piece.id
        if (name.isNullOrEmpty()) name = piece.name
        arguments.append(piece.arguments.orEmpty())
    }

    /** Whether it may be a call of [tool]; a server that names no tool had only one to call. */
    fun isOf(tool: String): Boolean = name.isNullOrEmpty() || name == tool

    fun toCall(): ChatAnswer.Call = ChatAnswer.Call(id, name, arguments.toString())

    fun toJson(): JsonObject = buildJsonObject {
        put("id", id)
        put("type", "function")
        putJsonObject("function") {
            put("name", name)
            put("arguments", arguments.toString())
        }
    }
}
