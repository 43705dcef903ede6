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
    /** JSON schema first, but for the models that came before it. */
    override fun outputModes(model: String): List<OutputMode> =
        serverModes ?: if (BEFORE_SCHEMAS.containsMatchIn(model)) WITHOUT_SCHEMA else ALL

    override suspend fun complete(request: ModelRequest): ModelReply {
        val completion = completions.create(requests.of(request, mediaOf(request)).request)
        if (completion.choices.isEmpty()) throw completion.without("choices")
        val answer = ChatAnswer.of(completion)
        return answer.toReply(toolOf(request)?.let(answer::callOf), completion.requestId)
    }

    override fun stream(request: ModelRequest): Flow<ModelEvent> = flow {
        val mapped = requests.of(request, mediaOf(request))
        emitAll(completions.events(mapped.request) { requestId -> ChatEventDecoder(toolOf(request), requestId) })
    }

    override fun plan(request: ModelRequest): RequestPlan {
        val planned = requests.of(request, request.media.plan(request, CHAT_MEDIA))
        return RequestPlan("POST", completions.url, planned.request.body, planned.concessions)
    }

    private suspend fun mediaOf(request: ModelRequest): RequestMedia = request.media.load(request, CHAT_MEDIA)

    private fun toolOf(request: ModelRequest): String? = request.output?.takeIf { it.mode == OutputMode.TOOLS }?.name

    private companion object {
        val ALL = listOf(OutputMode.JSON_SCHEMA, OutputMode.TOOLS, OutputMode.JSON_OBJECT)
        val WITHOUT_SCHEMA = listOf(OutputMode.TOOLS, OutputMode.JSON_OBJECT)

        // gpt-3.5 and gpt-4 with their dated, turbo and preview versions, and the first gpt-4o. Anchored at the end of the family's
        // name, so that gpt-4.1 and gpt-4o stay out; not at the start, for gateways write openai/gpt-4.
        val BEFORE_SCHEMAS = Regex("gpt-3\\.5|gpt-4(-|$)|gpt-4o-2024-05-13")
    }
}
