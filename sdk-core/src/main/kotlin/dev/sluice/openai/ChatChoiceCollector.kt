package dev.sluice.openai

import dev.sluice.wire.ObjectPieces
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** Puts one answer of a stream together again. */
internal class ChatChoiceCollector(private val index: Int = 0) {
    private val content = StringBuilder()
    private val refusal = StringBuilder()
    private val calls = ChatCallsCollector()
    private val otherOfMessage = ObjectPieces()
    private val logprobs = ObjectPieces()
    private val otherOfChoice = LinkedHashMap<String, JsonElement>()
    private var reasoningLength = 0
    private var finishReason: String? = null

    /** Takes what makes the answer: its text, and why it ended. Its tool calls go to [takeCall]. */
    fun takeText(choice: ChatChunkChoice) {
        content.append(choice.delta.content.orEmpty())
        refusal.append(choice.delta.refusal.orEmpty())
        reasoningLength += choice.delta.reasoning?.length ?: 0
        if (!choice.finishReason.isNullOrEmpty()) finishReason = choice.finishReason
    }

    /** Takes a piece of a tool call, and returns the call that it belongs to. */
    fun takeCall(piece: ChatToolCallDelta): ChatCallCollector = calls.take(piece)

    /** Takes all that [choice] says, what is not known included. */
    fun take(choice: ChatChunkChoice) {
        takeText(choice)
        choice.delta.toolCalls.forEach { takeCall(it) }
        for ((name, value) in choice.delta.raw) if (name !in KNOWN_OF_DELTA) otherOfMessage.add(name, value)
        choice.logprobs?.let { logprobs.add(it.raw) }
        for ((name, value) in choice.raw) if (name !in KNOWN_OF_CHOICE && value !is JsonNull) otherOfChoice[name] = value
    }

    fun toAnswer(usage: CompletionUsage?, model: String?): ChatAnswer = ChatAnswer(
        message(),
        content.toString(),
        refusal.toString(),
        calls.all.map { it.toCall() },
        finishReason,
        usage,
        model,
        reasoningLength,
    )

    /** The choice as a whole answer would have it. */
    fun toJson(): JsonObject = buildJsonObject {
        put("index", index)
        put("message", JsonObject(message() + otherOfMessage.toJson()))
        if (!logprobs.isEmpty) put("logprobs", logprobs.toJson())
        put("finish_reason", finishReason)
        otherOfChoice.forEach { (name, value) -> put(name, value) }
    }

    /** What can be sent back. */
    private fun message(): JsonObject = buildJsonObject {
        put("role", "assistant")
        put("content", if (content.isEmpty() && !calls.isEmpty) JsonNull else JsonPrimitive(content.toString()))
        if (refusal.isNotEmpty()) put("refusal", refusal.toString())
        if (!calls.isEmpty) put("tool_calls", JsonArray(calls.all.map { it.toJson() }))
    }

    private companion object {
        val KNOWN_OF_DELTA = setOf("role", "content", "refusal", "tool_calls")
        val KNOWN_OF_CHOICE = setOf("index", "delta", "logprobs", "finish_reason")
    }
}
