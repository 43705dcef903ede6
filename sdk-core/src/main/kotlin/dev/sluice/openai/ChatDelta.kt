package dev.sluice.openai

import dev.sluice.wire.ApiObject
import dev.sluice.wire.objects
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** A new piece of an answer. Any of its parts may be there, and several at once. Immutable. */
public class ChatDelta internal constructor(raw: JsonObject) : ApiObject(raw) {
    /** Said once, at the start, and by some servers every time. */
    public val role: String? get() = raw.string("role")

    /** More text. */
    public val content: String? get() = raw.string("content")

    /** More of what the model says instead of answering, when it declines. */
    public val refusal: String? get() = raw.string("refusal")

    /** More of the tool calls; pieces of several may come in turns, told apart by their index. */
    public val toolCalls: List<ChatToolCallDelta> get() = raw.objects("tool_calls").map(::ChatToolCallDelta)

    /** More of what the model thinks before it answers, from servers that show it. */
    public val reasoning: String? get() = raw.string("reasoning_content") ?: raw.string("reasoning")

    internal val carriesContent: Boolean
        get() = !content.isNullOrEmpty() || !reasoning.isNullOrEmpty() || !refusal.isNullOrEmpty() || raw.objects("tool_calls").isNotEmpty()
}
