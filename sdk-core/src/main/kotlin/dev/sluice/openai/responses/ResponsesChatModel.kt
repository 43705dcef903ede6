package dev.sluice.openai.responses

import dev.sluice.model.ChatModel
import dev.sluice.model.ModelEvent
import dev.sluice.model.ModelReply
import dev.sluice.model.ModelRequest
import dev.sluice.model.OutputMode
import dev.sluice.model.RequestPlan
import dev.sluice.openai.OpenAiOutputModes
import dev.sluice.openai.RESPONSES_MEDIA
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.emitAll
import kotlinx.coroutines.flow.flow

/** The port, over responses. */
internal class ResponsesChatModel(
    private val responses: Responses,
    private val requests: ResponseModelRequests,
    server: String,
    /** What the server can do, whatever the model; null for OpenAI's own, where the model decides. */
    private val serverModes: List<OutputMode>?,
) : ChatModel {
    // Not the name of the server alone: what is sent back and what the body takes are not those of chat completions.
    override val provider: String = "$server-responses"

    override fun outputModes(model: String): List<OutputMode> = serverModes ?: OpenAiOutputModes.of(model)

    override suspend fun complete(request: ModelRequest): ModelReply {
        val mapped = requests.of(request, request.media.load(request, RESPONSES_MEDIA))
        return ResponseAnswer(responses.create(mapped.request)).toReply(mapped.output?.calls)
    }

    override fun stream(request: ModelRequest): Flow<ModelEvent> = flow {
        val mapped = requests.of(request, request.media.load(request, RESPONSES_MEDIA))
        emitAll(responses.events(mapped.request) { requestId -> ResponseModelDecoder(mapped.output?.calls, requestId) })
    }

    override fun plan(request: ModelRequest): RequestPlan {
        val planned = requests.of(request, request.media.plan(request, RESPONSES_MEDIA))
        return RequestPlan("POST", responses.url, planned.request.body, planned.concessions)
    }

    override fun toString(): String = "OpenAI(${responses.url})"
}
