package dev.sluice.openai.responses

import dev.sluice.transport.ResponseInfo
import dev.sluice.wire.ApiAnswer
import dev.sluice.wire.boolean
import dev.sluice.wire.long
import dev.sluice.wire.obj
import dev.sluice.wire.objects
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** A response: a view of the JSON that the server sent. Immutable. */
public class Response internal constructor(raw: JsonObject, response: ResponseInfo?, requestId: String? = response?.requestId) :
    ApiAnswer(raw, response, requestId) {
    /** The name that later requests use, as [ResponseRequest.Builder.previousResponseId] for one. */
    public val id: String get() = raw.string("id").orEmpty()

    /** How far it is: `queued`, `in_progress`, `completed`, `incomplete`, `failed`, `cancelled`. */
    public val status: String? get() = raw.string("status")

    /** Whether nothing more will happen to it. */
    public val isFinished: Boolean get() = status in setOf("completed", "incomplete", "failed", "cancelled")

    /** When it was made, in seconds since 1970. */
    public val createdAt: Long? get() = raw.long("created_at")

    /** When it was whole, in seconds since 1970. */
    public val completedAt: Long? get() = raw.long("completed_at")

    /** The model that answered; may be more precise than the one that was asked. */
    public val model: String? get() = raw.string("model")

    /** What the model made, in its order: messages, calls of tools, reasoning. */
    public val output: List<ResponseItem> = raw.objects("output").map(ResponseItem::of)

    /** The text of all messages in [output]; empty when it has none, such as beside a tool call. */
    public val outputText: String get() = output.filterIsInstance<ResponseItem.Message>().joinToString("") { it.text }

    /** What the model says instead of answering; null if it does not decline. */
    public val refusal: String? get() = output.filterIsInstance<ResponseItem.Message>().firstNotNullOfOrNull { it.refusal }

    /** The functions that the model wishes to be called. */
    public val functionCalls: List<ResponseItem.FunctionCall> get() = output.filterIsInstance<ResponseItem.FunctionCall>()

    /** Why it failed; null if it did not. */
    public val error: ResponseError? get() = raw.obj("error")?.let(::ResponseError)

    /** Why it is `incomplete`: `max_output_tokens` or `content_filter`; null if it is not. */
    public val incompleteReason: String? get() = raw.obj("incomplete_details")?.string("reason")

    /** What the call cost, in tokens; null before the end. */
    public val usage: ResponseUsage? get() = raw.obj("usage")?.let(::ResponseUsage)

    /** The response that it follows. */
    public val previousResponseId: String? get() = raw.string("previous_response_id")

    /** The conversation that it belongs to. */
    public val conversationId: String? get() = raw.obj("conversation")?.string("id")

    /** Whether it is made in the background. */
    public val isBackground: Boolean get() = raw.boolean("background") == true

    /** The class of service that was given. */
    public val serviceTier: String? get() = raw.string("service_tier")

    /** The labels that the request gave it. */
    public val metadata: Map<String, String>
        get() = raw.obj("metadata")?.let { labels -> labels.keys.associateWith { labels.string(it).orEmpty() } }.orEmpty()
}
