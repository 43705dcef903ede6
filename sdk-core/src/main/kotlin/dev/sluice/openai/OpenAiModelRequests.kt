package dev.sluice.openai

import dev.sluice.model.Message
import dev.sluice.model.ModelRequest
import dev.sluice.model.RenderedOutput
import dev.sluice.model.RequestMedia
import dev.sluice.model.Role
import dev.sluice.model.isPlain
import dev.sluice.schema.Dialect
import kotlinx.serialization.json.JsonObject

/** Maps the port's questions; [strict] writes schemas that a model is held to, [plain] those that it only reads. */
internal class OpenAiModelRequests(private val strict: Dialect, private val plain: Dialect, private val usesMaxTokens: Boolean = false) {
    fun of(request: ModelRequest, media: RequestMedia = RequestMedia.NONE): OpenAiModelRequest<ChatCompletionRequest> {
        val output = request.output?.let { RenderedOutput.of(it, strict, plain) }
        val builder = ChatCompletionRequest.Builder().model(request.model)
        builder.messages = request.messagesFor(output).map { messageOf(it, media) } +
            request.rejections.flatMap { replayed(it, hasTools = output?.calls != null) }
        if (output != null) builder.ask(output)
        builder.settings(request, usesMaxTokens)
        builder.attachments = media.attachments
        return OpenAiModelRequest(builder.build(), request, output)
    }
}

private fun ChatCompletionRequest.Builder.ask(output: RenderedOutput) {
    responseFormat = output.textFormat()?.let(::responseFormatOf) ?: return offer(output)
}

/** Here what is said of a schema stands one object deeper. */
private fun responseFormatOf(format: JsonObject): JsonObject {
    val ofSchema = JsonObject(format - "type")
    return if (ofSchema.isEmpty()) format else JsonObject(mapOf("type" to format.getValue("type"), "json_schema" to ofSchema))
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
