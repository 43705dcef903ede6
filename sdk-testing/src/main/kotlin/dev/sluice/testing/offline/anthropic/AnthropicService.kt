package dev.sluice.testing.offline.anthropic

import dev.sluice.testing.RecordedRequest
import dev.sluice.testing.offline.anthropic.batches.MessageBatches
import dev.sluice.testing.offline.request.RequestFault
import dev.sluice.testing.offline.wire.LimitState
import dev.sluice.testing.offline.wire.Route
import dev.sluice.testing.offline.wire.Service
import dev.sluice.testing.offline.wire.bearer
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/** Anthropic's interface. */
internal class AnthropicService : Service {
    private val messages = Messages()

    override val routes: List<Route> =
        messages.routes + MessageBatches(messages, errorOf = { error(it, "") }).routes + ModelList().routes
    override val requestIdHeader = "request-id"

    override fun isMeant(request: RecordedRequest) =
        request.path.startsWith(Messages.PATH) || request.header("anthropic-version") != null

    override fun checkHeaders(request: RecordedRequest) {
        if (request.header("x-api-key").isNullOrBlank() && request.bearer() == null) {
            throw RequestFault(401, "x-api-key header is required; the offline model takes any key")
        }
        if (request.header("anthropic-version") == null) throw RequestFault(400, "anthropic-version: header is required")
    }

    override fun limitHeaders(state: LimitState) =
        mapOf("anthropic-ratelimit-requests-limit" to "${state.requests}", "anthropic-ratelimit-requests-remaining" to "${state.left}")

    override fun error(fault: RequestFault, requestId: String): String = buildJsonObject {
        put("type", "error")
        putJsonObject("error") {
            put("type", TYPES[fault.status] ?: "invalid_request_error")
            put("message", fault.message)
        }
        put("request_id", requestId)
    }.toString()

    private companion object {
        val TYPES =
            mapOf(401 to "authentication_error", 404 to "not_found_error", 413 to "request_too_large", 429 to "rate_limit_error")
    }
}
