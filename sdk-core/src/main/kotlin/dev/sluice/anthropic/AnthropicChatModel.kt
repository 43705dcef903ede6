package dev.sluice.anthropic

import dev.sluice.calls.withCalls
import dev.sluice.model.ChatModel
import dev.sluice.model.ModelEvent
import dev.sluice.model.ModelReply
import dev.sluice.model.ModelRequest
import dev.sluice.model.OutputMode
import dev.sluice.model.RequestPlan
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.emitAll
import kotlinx.coroutines.flow.flow

/** The port, over messages. */
internal class AnthropicChatModel(private val messages: Messages, private val requests: AnthropicModelRequests) : ChatModel {
    override val provider: String get() = "anthropic"

    /**
     * Structured output first, which holds the model to the schema token by token; tools alone for the Claude models that came before
     * it. Other models behind the same wire mostly know tools, and ignore what they do not know: tools first.
     */
    override fun outputModes(model: String): List<OutputMode> = when {
        "claude" !in model -> listOf(OutputMode.TOOLS, OutputMode.PARALLEL_TOOLS, OutputMode.JSON_SCHEMA)
        BEFORE_SCHEMAS.containsMatchIn(model) -> listOf(OutputMode.TOOLS, OutputMode.PARALLEL_TOOLS)
        else -> listOf(OutputMode.JSON_SCHEMA, OutputMode.TOOLS, OutputMode.PARALLEL_TOOLS)
    }

    override suspend fun complete(request: ModelRequest): ModelReply {
        val mapped = requests.of(request, request.media.load(request, ANTHROPIC_MEDIA))
        val message = messages.create(mapped.request)
        val calls = message.toolUses.map { it.name to it.raw["input"]?.toString().orEmpty() }
        return MessageAnswer.of(message).toReply().withCalls(mapped.calls, calls)
    }

    override fun stream(request: ModelRequest): Flow<ModelEvent> = flow {
        val mapped = requests.of(request, request.media.load(request, ANTHROPIC_MEDIA))
        emitAll(messages.events(mapped.request) { requestId -> MessageModelDecoder(mapped.calls, requestId) })
    }

    override fun plan(request: ModelRequest): RequestPlan {
        val planned = requests.of(request, request.media.plan(request, ANTHROPIC_MEDIA))
        return RequestPlan("POST", messages.url, planned.request.body, planned.concessions)
    }

    private companion object {
        // Claude 2, 3 and 4; structured output came with Opus 4.1 and the 4.5 family. Gateways put words before and after the name.
        val BEFORE_SCHEMAS = Regex("claude-(instant|v?2|3|(opus|sonnet)-4(-0|[-@]2025|$))")
    }
}
