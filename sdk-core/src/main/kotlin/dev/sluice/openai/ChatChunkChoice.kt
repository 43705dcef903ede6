package dev.sluice.openai

import dev.sluice.wire.ApiObject
import dev.sluice.wire.int
import dev.sluice.wire.obj
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** What is new in one answer of a [ChatCompletionChunk]. Immutable. */
public class ChatChunkChoice internal constructor(position: Int, raw: JsonObject) : ApiObject(raw) {
    /** Which of the answers it belongs to; its place in the list if the server does not say. */
    public val index: Int = raw.int("index") ?: position

    /** The new piece. */
    public val delta: ChatDelta = ChatDelta(raw.obj("delta") ?: JsonObject(emptyMap()))

    /** Why the answer ended: in its last chunk, null before. */
    public val finishReason: String? get() = raw.string("finish_reason")

    /** The new tokens' probabilities, if they were asked for. */
    public val logprobs: ChatLogprobs? get() = raw.obj("logprobs")?.let(::ChatLogprobs)
}
