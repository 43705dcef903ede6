package dev.sluice.testing.offline.openai

import dev.sluice.testing.RecordedRequest
import dev.sluice.testing.offline.request.RequestFault
import dev.sluice.testing.offline.wire.LimitState
import dev.sluice.testing.offline.wire.Route
import dev.sluice.testing.offline.wire.Service
import dev.sluice.testing.offline.wire.bearer
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/** OpenAI's interface. Everything that is not another provider's is taken for its. */
internal class OpenAiService : Service {
    private val models = ModelCatalog()

    override val routes: List<Route> = listOf(ChatCompletions(models).routes).flatten()
    override val requestIdHeader = "x-request-id"

    override fun isMeant(request: RecordedRequest) = true

    override fun checkHeaders(request: RecordedRequest) {
        if (request.bearer() == null) {
            throw RequestFault(
                401,
                "No API key was sent. Send one as 'Authorization: Bearer <key>'; the offline model takes any.",
                code = "invalid_api_key",
            )
        }
    }

    override fun limitHeaders(state: LimitState) =
        mapOf("x-ratelimit-limit-requests" to "${state.requests}", "x-ratelimit-remaining-requests" to "${state.left}")

    override fun error(fault: RequestFault, requestId: String): String = buildJsonObject {
        putJsonObject("error") {
            put("message", fault.message)
            put("type", if (fault.status == 429) "requests" else "invalid_request_error")
            put("param", fault.parameter)
            put("code", fault.code)
        }
    }.toString()
}
