package dev.sluice.testing.offline.wire

import dev.sluice.testing.Answer
import dev.sluice.testing.RecordedRequest
import dev.sluice.testing.Step
import dev.sluice.testing.offline.answer.Utterance
import dev.sluice.testing.offline.request.RequestFault

/** Where all requests come in: finds the provider that is meant and its endpoint, keeps the limit on requests, paces streams. */
internal class Front(private val services: List<Service>, private val millisPerPiece: Long, private val limit: RequestLimit?) {
    fun answer(request: RecordedRequest): Answer {
        val service = services.first { it.isMeant(request) }
        val requestId = "req_" + Utterance.fingerprint("${request.method} ${request.target} ${request.bodyText}")
        val answer = try {
            val route = routeOf(service, request)
            service.checkHeaders(request)
            admitted(service, requestId) { route.answer(Call(request, route.match(request.path).orEmpty())) }
        } catch (fault: RequestFault) {
            refusal(service, fault, requestId)
        }
        return paced(with(answer, listOfNotNull(service.requestIdHeader).associateWith { requestId }))
    }

    private fun routeOf(service: Service, request: RecordedRequest): Route {
        val here = service.routes.filter { it.match(request.path) != null }
        if (here.isEmpty()) {
            val paths = "the offline model's endpoints are listed in the documentation of OfflineModel"
            throw RequestFault(404, "Unknown path ${request.path}: $paths.", code = "unknown_url")
        }
        return here.firstOrNull { it.method == request.method } ?: throw RequestFault(
            405,
            "Not allowed to ${request.method} on ${request.path}; use ${here.joinToString(" or ") { it.method }}.",
            code = "method_not_supported",
        )
    }

    /** What [answer] gives, if the limit lets the request through. */
    private fun admitted(service: Service, requestId: String, answer: () -> Answer): Answer {
        val state = limit?.next(requestId) ?: return answer()
        val headers = service.limitHeaders(state)
        if (state.isExceeded) {
            throw RequestFault(429, RequestLimit.words(state), code = "rate_limit_exceeded", headers = headers + RequestLimit.RETRY_AFTER)
        }
        return with(answer(), headers)
    }

    private fun refusal(service: Service, fault: RequestFault, requestId: String): Answer =
        with(Answer.json(service.error(fault, requestId), fault.status), fault.headers)

    private fun with(answer: Answer, headers: Map<String, String>): Answer =
        headers.entries.fold(answer.newBuilder()) { builder, (name, value) -> builder.header(name, value) }.build()

    private fun paced(answer: Answer): Answer {
        val isStream = answer.headers["Content-Type"] == "text/event-stream"
        return if (isStream && millisPerPiece > 0) answer.newBuilder().between(Step.pause(millisPerPiece)).build() else answer
    }
}
