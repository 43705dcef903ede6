package dev.sluice.anthropic

import dev.sluice.wire.ApiObject
import dev.sluice.wire.obj
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/**
 * One event of a message that streams: a view of its JSON. Immutable. A kind that this version does not know is [Unknown].
 *
 * A message comes as [MessageStart], then for each block [ContentBlockStart], any number of [ContentBlockDelta] and
 * [ContentBlockStop], then [MessageDelta] and [MessageStop].
 */
public sealed class MessageStreamEvent(raw: JsonObject) : ApiObject(raw) {
    /** The provider's word for the kind. */
    public val type: String? get() = raw.string("type")

    /** The text that is new; empty in events that bring none. */
    public open val text: String get() = ""

    /** The message has begun; its content is still empty. */
    public class MessageStart internal constructor(raw: JsonObject, requestId: String?) : MessageStreamEvent(raw) {
        /** Id, model and the usage so far. */
        public val message: AnthropicMessage = AnthropicMessage(raw.obj("message") ?: JsonObject(emptyMap()), null, requestId)
    }

    /** A block has begun. */
    public class ContentBlockStart internal constructor(
        raw: JsonObject,
        /** Which block; the one after the last if the server does not say. */
        public val index: Int,
    ) : MessageStreamEvent(raw) {
        /** The block as it begins: its kind, a tool's id and name, and as a rule no content. */
        public val block: ContentBlock get() = ContentBlock.of(raw.obj("content_block") ?: JsonObject(emptyMap()))

        // A few compatible servers send the first text here.
        override val text: String get() = (block as? TextBlock)?.text.orEmpty()
    }

    /** A block goes on. */
    public class ContentBlockDelta internal constructor(
        raw: JsonObject,
        /** Which block; the last if the server does not say. */
        public val index: Int,
    ) : MessageStreamEvent(raw) {
        /** The new piece, of any kind. */
        public val delta: JsonObject get() = raw.obj("delta") ?: JsonObject(emptyMap())

        /** The kind of piece: `text_delta`, `input_json_delta`, `thinking_delta`, `signature_delta`, `citations_delta`. */
        public val deltaType: String? get() = delta.string("type")

        override val text: String get() = delta.string("text").orEmpty()

        /** More of a tool's input, as JSON text; null in other pieces. */
        public val partialJson: String? get() = delta.string("partial_json")

        /** More of what the model thinks; null in other pieces. */
        public val thinking: String? get() = delta.string("thinking")

        /** What the text of the block rests on; null in other pieces. */
        public val citation: Citation? get() = delta.obj("citation")?.let(::Citation)
    }

    /** A block has ended. */
    public class ContentBlockStop internal constructor(
        raw: JsonObject,
        /** Which block; the last if the server does not say. */
        public val index: Int,
    ) : MessageStreamEvent(raw)

    /** The message as a whole has changed: why the model stopped, and what it all cost. */
    public class MessageDelta internal constructor(raw: JsonObject) : MessageStreamEvent(raw) {
        /** Why the model stopped, in the words of [AnthropicMessage.stopReason]. */
        public val stopReason: String? get() = raw.obj("delta")?.string("stop_reason")

        /** The sequence that it stopped at, if it did. */
        public val stopSequence: String? get() = raw.obj("delta")?.string("stop_sequence")

        /** The usage from the start on, not since the last event. */
        public val usage: MessageUsage? get() = raw.obj("usage")?.let(::MessageUsage)
    }

    /** The end. */
    public class MessageStop internal constructor(raw: JsonObject) : MessageStreamEvent(raw)

    /** An event of a kind that this version does not know; [raw] holds all of it. */
    public class Unknown internal constructor(raw: JsonObject) : MessageStreamEvent(raw)
}
