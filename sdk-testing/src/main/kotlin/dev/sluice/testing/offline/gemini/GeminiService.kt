package dev.sluice.testing.offline.gemini

import dev.sluice.testing.RecordedRequest
import dev.sluice.testing.offline.request.RequestFault
import dev.sluice.testing.offline.wire.LimitState
import dev.sluice.testing.offline.wire.Route
import dev.sluice.testing.offline.wire.Service
import dev.sluice.testing.offline.wire.bearer
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/** Gemini's interface. */
internal class GeminiService : Service {
    override val routes: List<Route> = Content().routes

    /** Google's servers name no request in a header. */
    override val requestIdHeader: String? = null

    override fun isMeant(request: RecordedRequest) = request.path.startsWith("/v1beta/")

    override fun checkHeaders(request: RecordedRequest) {
        if (request.header("x-goog-api-key").isNullOrBlank() && request.queryParameter("key") == null && request.bearer() == null) {
            throw RequestFault(403, "Method doesn't allow unregistered callers. Send a key as x-goog-api-key; the offline model takes any.")
        }
    }

    override fun limitHeaders(state: LimitState): Map<String, String> = emptyMap()

    override fun error(fault: RequestFault, requestId: String): String = buildJsonObject {
        putJsonObject("error") {
            put("code", fault.status)
            put("message", fault.message)
            put("status", NAMES[fault.status] ?: "INVALID_ARGUMENT")
        }
    }.toString()

    private companion object {
        val NAMES = mapOf(403 to "PERMISSION_DENIED", 404 to "NOT_FOUND", 429 to "RESOURCE_EXHAUSTED")
    }
}
