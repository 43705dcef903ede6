package dev.sluice.testing.offline.wire

import dev.sluice.testing.RecordedRequest
import dev.sluice.testing.Reply
import dev.sluice.testing.offline.Utterance
import dev.sluice.testing.offline.request.Question
import dev.sluice.testing.offline.request.RequestFault

/** What is a provider's own in its HTTP interface: the path, the checks, the form of an answer and of an error. */
internal interface Provider {
    val path: String

    /** The header that carries the request's id. */
    val requestIdHeader: String

    /** Throws [RequestFault] if the request's headers lack what the provider insists on. */
    fun checkHeaders(request: RecordedRequest)

    /** Throws [RequestFault] if the provider would not serve [body]. */
    fun read(body: String): Question

    fun reply(utterance: Utterance): Reply

    /** The body of an error answer. */
    fun error(fault: RequestFault, requestId: String): String
}

/** The key of an `Authorization: Bearer` header; null if there is none. */
internal fun RecordedRequest.bearer(): String? =
    header("authorization")?.takeIf { it.startsWith("Bearer ", ignoreCase = true) }?.substring("Bearer ".length)?.takeIf { it.isNotBlank() }
