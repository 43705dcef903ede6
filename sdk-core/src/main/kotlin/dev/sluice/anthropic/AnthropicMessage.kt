package dev.sluice.anthropic

import dev.sluice.transport.ResponseInfo
import dev.sluice.wire.ApiAnswer
import dev.sluice.wire.obj
import dev.sluice.wire.objects
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/**
 * A model's answer: a view of the JSON that the server sent. Immutable.
 */
public class AnthropicMessage internal constructor(raw: JsonObject, response: ResponseInfo?, requestId: String? = response?.requestId) :
    ApiAnswer(raw, response, requestId) {
    /** Its own name. */
    public val id: String? get() = raw.string("id")

    /** The model that answered. */
    public val model: String? get() = raw.string("model")

    /** Who says it: `assistant`. */
    public val role: String? get() = raw.string("role")

    /** The pieces of the answer, in order. */
    public val content: List<ContentBlock> = raw.objects("content").map(ContentBlock::of)

    /** Why the model stopped: `end_turn`, `max_tokens`, `stop_sequence`, `tool_use`, `pause_turn`, `refusal`, or another word. */
    public val stopReason: String? get() = raw.string("stop_reason")

    /** The sequence that it stopped at, if it did. */
    public val stopSequence: String? get() = raw.string("stop_sequence")

    /** What the call cost, in tokens. */
    public val usage: MessageUsage? get() = raw.obj("usage")?.let(::MessageUsage)

    /** The text blocks, joined; empty when there are none, such as beside a tool call. */
    public val text: String get() = content.filterIsInstance<TextBlock>().joinToString("") { it.text }

    /** The tools that it calls. */
    public val toolUses: List<ToolUseBlock> get() = content.filterIsInstance<ToolUseBlock>()
}
