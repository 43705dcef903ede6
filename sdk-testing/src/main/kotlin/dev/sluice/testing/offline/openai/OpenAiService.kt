package dev.sluice.testing.offline.openai

import dev.sluice.testing.RecordedRequest
import dev.sluice.testing.offline.openai.batches.Batches
import dev.sluice.testing.offline.openai.files.Files
import dev.sluice.testing.offline.openai.finetuning.FineTuningJobs
import dev.sluice.testing.offline.openai.responses.Responses
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

    private val files = Files()
    private val chat = ChatCompletions(models)
    private val responses = Responses(models)
    private val embeddings = Embeddings(models)
    private val moderations = Moderations(models)
    private val batches = Batches(
        files,
        mapOf(
            ChatCompletions.PATH to { body -> chat.answer(body).wholeJson() },
            Responses.PATH to { body -> responses.answer(body).wholeJson() },
            Embeddings.PATH to embeddings::answer,
            Moderations.PATH to moderations::answer,
        ),
        errorOf = { error(it, "") },
    )

    override val routes: List<Route> = listOf(
        chat.routes,
        responses.routes,
        embeddings.routes,
        moderations.routes,
        ModelList(models).routes,
        files.routes,
        FineTuningJobs(files, models).routes,
        batches.routes,
    ).flatten()
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
