package dev.sluice.openai

import dev.sluice.model.Message
import dev.sluice.model.ModelRequest
import dev.sluice.model.OutputMode
import dev.sluice.model.OutputSpec
import dev.sluice.model.RenderedOutput
import dev.sluice.model.RequestMedia
import dev.sluice.model.Role
import dev.sluice.model.cacheConcessions
import dev.sluice.model.isPlain
import dev.sluice.model.jsonInstructions
import dev.sluice.model.withInstructions
import dev.sluice.schema.Dialect
import dev.sluice.schema.RenderedSchema
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/** A question in the port's words, as a chat completion. */
internal class OpenAiModelRequest(
    val request: ChatCompletionRequest,
    val output: RenderedOutput?,
    private val cacheConcessions: List<String>,
) {
    val concessions: List<String> get() = output?.concessionsToOpenAi().orEmpty() + cacheConcessions
}

/** Maps the port's questions; [strict] writes schemas that a model is held to, [plain] those that it only reads. */
internal class OpenAiModelRequests(private val strict: Dialect, private val plain: Dialect, private val usesMaxTokens: Boolean = false) {
    fun of(request: ModelRequest, media: RequestMedia = RequestMedia.NONE): OpenAiModelRequest {
        val output = request.output?.let { RenderedOutput.of(it, strict, plain) }
        val builder = ChatCompletionRequest.Builder().model(request.model)
        val isTold = output?.spec?.mode == OutputMode.JSON_OBJECT
        val asked = if (isTold) request.messages.withInstructions(jsonInstructions(output.spec, output.schema!!)) else request.messages
        builder.messages =
            asked.map { messageOf(it, media) } + request.rejections.flatMap { replayed(it, hasTools = output?.calls != null) }
        if (output != null) builder.ask(output)
        builder.settings(request, usesMaxTokens)
        builder.attachments = media.attachments
        return OpenAiModelRequest(builder.build(), output, cacheConcessions(request.messages, "OpenAI"))
    }
}

private fun ChatCompletionRequest.Builder.ask(output: RenderedOutput) {
    when {
        output.spec.mode == OutputMode.JSON_OBJECT -> responseFormat = buildJsonObject { put("type", "json_object") }
        output.schema != null -> responseFormat = formatOf(output.spec, output.schema)
        else -> offer(output)
    }
}

private fun formatOf(output: OutputSpec, schema: RenderedSchema): JsonObject = buildJsonObject {
    put("type", "json_schema")
    putJsonObject("json_schema") {
        put("name", output.name)
        output.description?.let { put("description", it) }
        put("strict", schema.isStrict)
        put("schema", schema.json)
    }
}

private fun ChatCompletionRequest.Builder.offer(output: RenderedOutput) {
    tools = output.tools.map { ChatTool.function(it.tool.name, it.tool.description, it.schema.json, it.schema.isStrict) }
    toolChoice = output.onlyTool?.let(ChatToolChoice::function) ?: ChatToolChoice.REQUIRED
}

private fun ChatCompletionRequest.Builder.settings(request: ModelRequest, usesMaxTokens: Boolean) {
    if (usesMaxTokens) maxTokens = request.maxTokens else maxCompletionTokens = request.maxTokens
    temperature = request.temperature
    topP = request.topP
    stop = request.stop
    extraBody = request.extraBody
    extraHeaders = request.extraHeaders
}

private fun messageOf(message: Message, media: RequestMedia): ChatMessage = when (message.role) {
    Role.SYSTEM -> ChatMessage.system(message.text)
    Role.ASSISTANT -> ChatMessage.assistant(message.text)
    Role.USER -> chatPartsOf(message.content, media).let { if (message.isPlain) ChatMessage.user(message.text) else ChatMessage.user(it) }
}
