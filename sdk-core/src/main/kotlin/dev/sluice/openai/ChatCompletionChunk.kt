package dev.sluice.openai

import dev.sluice.wire.ApiObject
import dev.sluice.wire.long
import dev.sluice.wire.obj
import dev.sluice.wire.objects
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/**
 * A piece of a chat completion that streams: a view of one event's JSON. Immutable.
 */
public class ChatCompletionChunk internal constructor(
    raw: JsonObject,
    /** The provider's name for the call, from the response's headers. */
    public val requestId: String?,
) : ApiObject(raw) {
    /** The same in all chunks of a stream. */
    public val id: String? get() = raw.string("id")

    /** When the completion was made, in seconds since 1970. */
    public val created: Long? get() = raw.long("created")

    /** The model that answers; some servers leave it empty in the first chunk. */
    public val model: String? get() = raw.string("model")

    /** What is new in each answer. Empty in a chunk that only carries [usage]. */
    public val choices: List<ChatChunkChoice> = raw.objects("choices").mapIndexed(::ChatChunkChoice)

    /** What the call cost: in one of the last chunks, where the server counts at all. */
    public val usage: CompletionUsage? get() = raw.obj("usage")?.let(::CompletionUsage)

    /** The text that is new in the first answer; empty when there is none. */
    public val text: String get() = choices.firstOrNull { it.index == 0 }?.delta?.content.orEmpty()
}
