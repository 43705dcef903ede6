package dev.sluice.anthropic

import dev.sluice.wire.ApiObject
import dev.sluice.wire.obj
import dev.sluice.wire.objects
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** A piece of an answer: a view of its JSON. Immutable. A kind that this version does not know is an [UnknownBlock]. */
public sealed class ContentBlock(raw: JsonObject) : ApiObject(raw) {
    /** The provider's word for the kind. */
    public val type: String? get() = raw.string("type")

    internal companion object {
        fun of(raw: JsonObject): ContentBlock = when (raw.string("type")) {
            "text" -> TextBlock(raw)
            "thinking" -> ThinkingBlock(raw)
            "redacted_thinking" -> RedactedThinkingBlock(raw)
            "tool_use" -> ToolUseBlock(raw)
            else -> UnknownBlock(raw)
        }
    }
}

/** Text. */
public class TextBlock internal constructor(raw: JsonObject) : ContentBlock(raw) {
    /** The text itself. */
    public val text: String get() = raw.string("text").orEmpty()

    /** What the text rests on, where citations were asked for or a search was made. */
    public val citations: List<Citation> get() = raw.objects("citations").map(::Citation)
}

/** What the model thought. It goes back into the conversation as it is: [signature] vouches for it. */
public class ThinkingBlock internal constructor(raw: JsonObject) : ContentBlock(raw) {
    /** The thoughts, or a summary of them; empty where they are withheld. */
    public val thinking: String get() = raw.string("thinking").orEmpty()

    /** The provider's seal on the thoughts. */
    public val signature: String? get() = raw.string("signature")
}

/** Thoughts that the provider does not show. They go back into the conversation as they are. */
public class RedactedThinkingBlock internal constructor(raw: JsonObject) : ContentBlock(raw) {
    /** The thoughts, encrypted. */
    public val data: String? get() = raw.string("data")
}

/** A call of a tool. */
public class ToolUseBlock internal constructor(raw: JsonObject) : ContentBlock(raw) {
    /** What the tool's result must name. */
    public val id: String? get() = raw.string("id")

    /** The tool's name. */
    public val name: String? get() = raw.string("name")

    /** The tool's input; empty where a stream has only begun the block. */
    public val input: JsonObject get() = raw.obj("input") ?: JsonObject(emptyMap())
}

/** A block of a kind that this version does not know; [raw] holds all of it. */
public class UnknownBlock internal constructor(raw: JsonObject) : ContentBlock(raw)
