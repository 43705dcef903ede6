package dev.sluice.gemini

import dev.sluice.calls.withCalls
import dev.sluice.model.ChatModel
import dev.sluice.model.ModelEvent
import dev.sluice.model.ModelReply
import dev.sluice.model.ModelRequest
import dev.sluice.model.OutputMode
import dev.sluice.model.RequestPlan
import dev.sluice.wire.without
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.emitAll
import kotlinx.coroutines.flow.flow

/** The port, over generated content. */
internal class GeminiChatModel(private val models: Models, private val requests: GeminiModelRequests) : ChatModel {
    override val provider: String get() = "gemini"

    /** The schema first: it streams token by token, where a function's call comes whole. */
    override fun outputModes(model: String): List<OutputMode> =
        listOf(OutputMode.JSON_SCHEMA, OutputMode.TOOLS, OutputMode.PARALLEL_TOOLS, OutputMode.JSON_OBJECT)

    override suspend fun complete(request: ModelRequest): ModelReply {
        val mapped = requests.of(request, request.media.load(request, GEMINI_MEDIA))
        val response = models.generateContent(mapped.request)
        if (response.candidates.isEmpty() && response.blockReason == null) throw response.without("candidates")
        return GeminiAnswer(response).toReply().withCalls(mapped.calls, response.functionCalls.map { it.name to it.argsText })
    }

    override fun stream(request: ModelRequest): Flow<ModelEvent> = flow {
        val mapped = requests.of(request, request.media.load(request, GEMINI_MEDIA))
        emitAll(models.events(mapped.request) { requestId -> GeminiModelDecoder(mapped.calls, requestId) })
    }

    override fun plan(request: ModelRequest): RequestPlan {
        val planned = requests.of(request, request.media.plan(request, GEMINI_MEDIA))
        return RequestPlan("POST", models.urlOf(planned.request), planned.request.body, planned.concessions)
    }
}
