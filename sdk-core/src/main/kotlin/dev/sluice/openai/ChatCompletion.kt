package dev.sluice.openai

import dev.sluice.transport.ResponseInfo
import dev.sluice.wire.ApiAnswer
import dev.sluice.wire.long
import dev.sluice.wire.obj
import dev.sluice.wire.objects
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/**
 * A chat completion: a view of the JSON that the server sent. Immutable.
 */
public class ChatCompletion internal constructor(raw: JsonObject, response: ResponseInfo?, requestId: String? = response?.requestId) :
    ApiAnswer(raw, response, requestId) {
    /** Its own name, by which a stored one is found again. */
    public val id: String? get() = raw.string("id")

    /** When it was made, in seconds since 1970. */
    public val created: Long? get() = raw.long("created")

    /** The model that answered; may be more precise than the one that was asked. */
    public val model: String? get() = raw.string("model")

    /** The answers: as many as [ChatCompletionRequest.Builder.n] asked for, one unless said. */
    public val choices: List<ChatChoice> = raw.objects("choices").mapIndexed(::ChatChoice)

    /** What the call cost, in tokens. */
    public val usage: CompletionUsage? get() = raw.obj("usage")?.let(::CompletionUsage)

    /** The class of service that was given. */
    public val serviceTier: String? get() = raw.string("service_tier")

    /** The text of the first answer; empty when it has none, such as beside a tool call. */
    public val text: String get() = choices.firstOrNull()?.message?.content.orEmpty()
}
