package dev.sluice.testing.offline.wire

import dev.sluice.testing.RecordedRequest
import dev.sluice.testing.offline.request.RequestFault

/** One provider's HTTP interface: its endpoints, the headers that it insists on, the form of its errors. */
internal interface Service {
    val routes: List<Route>

    /** The header that carries the request's id, where there is one. */
    val requestIdHeader: String?

    /** Whether [request] is meant for this provider, of several behind one address. */
    fun isMeant(request: RecordedRequest): Boolean

    /** Throws [RequestFault] if the request's headers lack what the provider insists on. */
    fun checkHeaders(request: RecordedRequest)

    /** The headers that tell how much of a limit on requests is left. */
    fun limitHeaders(state: LimitState): Map<String, String>

    /** The body of an error answer. */
    fun error(fault: RequestFault, requestId: String): String
}

/** The key of an `Authorization: Bearer` header; null if there is none. */
internal fun RecordedRequest.bearer(): String? =
    header("authorization")?.takeIf { it.startsWith("Bearer ", ignoreCase = true) }?.substring("Bearer ".length)?.takeIf { it.isNotBlank() }
