package dev.sluice.anthropic

import dev.sluice.errors.InvalidRequestException
import dev.sluice.model.Message
import dev.sluice.model.ModelRequest
import dev.sluice.model.OutputMode
import dev.sluice.model.OutputSpec
import dev.sluice.model.OutputTools
import dev.sluice.model.RenderedOutput
import dev.sluice.model.RequestMedia
import dev.sluice.model.Role
import dev.sluice.model.cachePoints
import dev.sluice.model.isPlain
import dev.sluice.schema.Dialect
import dev.sluice.wire.obj
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** A question in the port's words, as a request for a message. */
internal class AnthropicModelRequest(
    val request: MessageRequest,
    /** The tools whose calls are the answer; null when the text is. */
    val calls: OutputTools?,
    val concessions: List<String>,
)

/** Maps the port's questions; schemas are written in [dialect]. */
internal class AnthropicModelRequests(private val dialect: Dialect) {
    fun of(request: ModelRequest, media: RequestMedia = RequestMedia.NONE): AnthropicModelRequest {
        checkCachePoints(request)
        val output = request.output?.let(::render)
        val isThinking = thinks(request.extraBody)
        val builder = MessageRequest.Builder().model(request.model)
        builder.converse(request.messages, media)
        if (output != null) builder.ask(output, isThinking)
        request.rejections.forEach { builder.replay(it, hasTools = output?.calls != null) }
        builder.settings(request)
        builder.attachments = media.attachments
        val concessions = output?.concessions.orEmpty() + if (isThinking && output?.calls != null) listOf(UNFORCED) else emptyList()
        return AnthropicModelRequest(builder.build().also { it.checkLimit() }, output?.calls, concessions)
    }

    // Structured output refuses a schema that it cannot hold the model to; a tool's input takes any.
    private fun render(spec: OutputSpec): RenderedOutput {
        if (spec.mode == OutputMode.JSON_OBJECT) {
            throw InvalidRequestException("Anthropic has no JSON mode without a schema: ask with JSON_SCHEMA, or with TOOLS.")
        }
        val output = RenderedOutput.of(spec, dialect, dialect)
        return if (output.schema?.isStrict == false) output.asTool(dialect, TOOL_INSTEAD) else output
    }

    private companion object {
        const val TOOL_INSTEAD = "Structured output cannot take this schema: a tool is used instead."
        const val UNFORCED = "A model that thinks cannot be made to call a tool: it is free to answer with text, which is then no answer."
    }
}

/** System messages are lifted out of the conversation, wherever they stand in it. */
private fun MessageRequest.Builder.converse(messages: List<Message>, media: RequestMedia) {
    val (instructions, talk) = messages.partition { it.role == Role.SYSTEM }
    if (instructions.any { it.cachePoints.isNotEmpty() }) {
        systemBlocks = instructions.flatMap { blocksOf(it.content, media) }
    } else if (instructions.isNotEmpty()) {
        system = instructions.joinToString("\n\n") { it.text }
    }
    for (message in talk) message(messageOf(message, media))
}

private fun MessageRequest.Builder.ask(output: RenderedOutput, isThinking: Boolean) {
    if (output.schema != null) {
        outputConfig = OutputConfig.jsonSchema(output.schema.json)
        return
    }
    output.tools.forEach { tool(Tool.custom(it.tool.name, it.tool.description, it.schema.json)) }
    toolChoice = when {
        isThinking -> ToolChoice.AUTO
        output.onlyTool != null -> ToolChoice.tool(output.onlyTool).withoutParallelUse()
        else -> ToolChoice.ANY
    }
}

// A model that thinks may not be forced to call a tool.
private fun thinks(extra: JsonObject): Boolean = extra.obj("thinking")?.string("type").let { it != null && it != "disabled" }

private fun MessageRequest.Builder.settings(request: ModelRequest) {
    maxTokens = request.maxTokens
    temperature = request.temperature
    topP = request.topP
    stopSequences = request.stop
    extraBody = request.extraBody.withOutputConfig(outputConfig?.json)
    extraHeaders = request.extraHeaders
}

/** What else the caller sets in `output_config`, such as the effort, stands beside the form of the answer, not in its place. */
private fun JsonObject.withOutputConfig(ours: JsonObject?): JsonObject {
    val theirs = obj("output_config")
    return if (ours == null || theirs == null) this else JsonObject(this + ("output_config" to JsonObject(ours + theirs)))
}

private fun messageOf(message: Message, media: RequestMedia): MessageParam {
    val isAssistant = message.role == Role.ASSISTANT
    if (message.isPlain) return if (isAssistant) MessageParam.assistant(message.text) else MessageParam.user(message.text)
    val blocks = blocksOf(message.content, media)
    return if (isAssistant) MessageParam.assistant(blocks) else MessageParam.user(blocks)
}
