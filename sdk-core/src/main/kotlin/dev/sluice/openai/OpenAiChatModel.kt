package dev.sluice.openai

import dev.sluice.model.ChatModel
import dev.sluice.model.ModelEvent
import dev.sluice.model.ModelReply
import dev.sluice.model.ModelRequest
import dev.sluice.model.OutputMode
import dev.sluice.model.RequestMedia
import dev.sluice.model.RequestPlan
import dev.sluice.wire.without
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.emitAll
import kotlinx.coroutines.flow.flow

/** The port, over chat completions. */
internal class OpenAiChatModel(
    private val completions: ChatCompletions,
    private val requests: OpenAiModelRequests,
    override val provider: String = "openai",
    /** What the server can do, whatever the model; null for OpenAI's own, where the model decides. */
    private val serverModes: List<OutputMode>? = null,
) : ChatModel {
    override fun outputModes(model: String): List<OutputMode> = serverModes ?: OpenAiOutputModes.of(model)

    override suspend fun complete(request: ModelRequest): ModelReply {
        val mapped = requests.of(request, mediaOf(request))
        val completion = completions.create(mapped.request)
        if (completion.choices.isEmpty()) throw completion.without("choices")
        return ChatAnswer.of(completion).toReply(mapped.output?.calls, completion.requestId)
    }

    override fun stream(request: ModelRequest): Flow<ModelEvent> = flow {
        val mapped = requests.of(request, mediaOf(request))
        emitAll(completions.events(mapped.request) { requestId -> ChatEventDecoder(mapped.output?.calls, requestId) })
    }

    override fun plan(request: ModelRequest): RequestPlan {
        val planned = requests.of(request, request.media.plan(request, CHAT_MEDIA))
        return RequestPlan("POST", completions.url, planned.request.body, planned.concessions)
    }

    private suspend fun mediaOf(request: ModelRequest): RequestMedia = request.media.load(request, CHAT_MEDIA)
}
