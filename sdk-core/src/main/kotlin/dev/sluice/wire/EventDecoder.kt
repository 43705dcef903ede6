package dev.sluice.wire

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiResponseException
import dev.sluice.sse.ServerSentEvent
import kotlinx.serialization.json.JsonObject

/** Makes a provider's values from the events of one stream. Used by one coroutine at a time. */
internal interface EventDecoder<T> {
    /** Whether a first piece of content has come: text, tool input, reasoning or refusal. */
    val hasContent: Boolean

    /** What the provider has counted so far for the whole call; null while it has said nothing of it. */
    val usedTokens: Long? get() = null

    /**
     * Adds what [event] says to [out]; true when it is the stream's terminal event. An event that carries an error is thrown as the
     * exception that it stands for.
     */
    fun decode(event: ServerSentEvent, out: MutableList<T>): Boolean

    /** The body has ended without a terminal event: adds what was still held back to [out], or throws if this is no proper end. */
    fun end(out: MutableList<T>)
}

/**
 * The object that [event] carries; null if it carries none and need not: an event without data, or without JSON under a name that is
 * neither the default nor among [known], such as a gateway's heartbeat.
 */
internal fun jsonOf(event: ServerSentEvent, requestId: String?, known: Set<String> = emptySet()): JsonObject? {
    parseJsonObject(event.data)?.let { return it }
    val tells = if (event.name == "message") event.data.isNotBlank() else event.name == "error" || event.name in known
    if (!tells) return null
    throw ApiResponseException(
        "An event of the stream is not a JSON object: ${event.data.cutTo(200)}${requestId.asNote()}",
        200,
        event.data.cutTo(MAX_SHOWN),
        requestId = requestId,
    )
}

/** The stream stopped short of [terminal], its last word. */
internal fun endedEarly(terminal: String, requestId: String?): ApiConnectionException = ApiConnectionException(
    "The stream ended before its terminal event ($terminal): the answer is not whole. " +
        "The server or something on the way closed the connection${requestId.asNote()}",
    requestId = requestId,
)

/** How much of an answer that is not understood is kept. */
internal const val MAX_SHOWN = 4096

internal fun String.cutTo(length: Int): String = if (this.length <= length) this else take(length) + "…"

internal fun String?.asNote(): String = if (this == null) "." else ". [request id $this]"
