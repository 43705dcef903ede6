package dev.sluice.openai

import dev.sluice.wire.ApiObject
import dev.sluice.wire.int
import dev.sluice.wire.obj
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** One of the answers in a [ChatCompletion]. Immutable. */
public class ChatChoice internal constructor(private val position: Int, raw: JsonObject) : ApiObject(raw) {
    /** Which of the answers it is; its place in the list if the server does not say. */
    public val index: Int get() = raw.int("index") ?: position

    /** What the model said. */
    public val message: ChatCompletionMessage = ChatCompletionMessage(raw.obj("message") ?: JsonObject(emptyMap()))

    /** Why it stopped: `stop`, `length`, `tool_calls`, `content_filter`, or a word of the server's own. */
    public val finishReason: String? get() = raw.string("finish_reason")

    /** Each token's probability, if it was asked for. */
    public val logprobs: ChatLogprobs? get() = raw.obj("logprobs")?.let(::ChatLogprobs)
}
