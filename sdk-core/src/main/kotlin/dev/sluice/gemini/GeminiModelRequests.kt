package dev.sluice.gemini

import dev.sluice.model.Message
import dev.sluice.model.ModelRequest
import dev.sluice.model.OutputMode
import dev.sluice.model.OutputTools
import dev.sluice.model.RenderedOutput
import dev.sluice.model.RenderedTool
import dev.sluice.model.RequestMedia
import dev.sluice.model.Role
import dev.sluice.model.cacheConcessions
import dev.sluice.model.jsonInstructions
import dev.sluice.schema.Dialect

/** A question in the port's words, as a request for content. */
internal class GeminiModelRequest(
    val request: GenerateContentRequest,
    /** The functions whose calls are the answer; null when the text is. */
    val calls: OutputTools?,
    val concessions: List<String>,
)

/** Maps the port's questions; [strict] writes schemas that a model is held to, [plain] those that it only reads. */
internal class GeminiModelRequests(private val strict: Dialect, private val plain: Dialect) {
    fun of(request: ModelRequest, media: RequestMedia = RequestMedia.NONE): GeminiModelRequest {
        val output = request.output?.let { RenderedOutput.of(it, strict, plain) }
        val builder = GenerateContentRequest.Builder().model(request.model)
        builder.converse(request.messages, media)
        if (output != null) builder.ask(output)
        request.rejections.forEach { builder.replay(it, hasFunctions = output?.calls != null) }
        builder.settings(request)
        builder.attachments = media.attachments
        val concessions =
            output?.let(::concessions).orEmpty() + cacheConcessions(request.messages, "Gemini") + documentConcessions(request.messages)
        return GeminiModelRequest(builder.build(), output?.calls, concessions)
    }

    private fun concessions(output: RenderedOutput): List<String> {
        val isTold = output.spec.mode == OutputMode.JSON_SCHEMA && output.schema?.isStrict == false
        return output.concessions +
            if (isTold) listOf("Gemini cannot be held to this schema: it stands in the instructions instead.") else emptyList()
    }
}

/** System messages are lifted out of the conversation, wherever they stand in it. */
private fun GenerateContentRequest.Builder.converse(messages: List<Message>, media: RequestMedia) {
    val (instructions, talk) = messages.partition { it.role == Role.SYSTEM }
    if (instructions.isNotEmpty()) system = instructions.joinToString("\n\n") { it.text }
    for (message in talk) content(contentOf(message, media))
}

private fun GenerateContentRequest.Builder.ask(output: RenderedOutput) {
    val schema = output.schema ?: return offer(output.tools)
    responseMimeType = "application/json"
    // A schema that a model cannot be held to is refused, so it is told.
    if (output.spec.mode == OutputMode.JSON_SCHEMA && schema.isStrict) {
        responseJsonSchema = schema.json
    } else {
        system = listOfNotNull(system, jsonInstructions(output.spec, schema)).joinToString("\n\n")
    }
}

private fun GenerateContentRequest.Builder.offer(tools: List<RenderedTool>) {
    tool(Tool.functions(tools.map { FunctionDeclaration(it.tool.name, it.tool.description, it.schema.json) }))
    toolConfig = ToolConfig.anyOf(tools.map { it.tool.name })
}

private fun GenerateContentRequest.Builder.settings(request: ModelRequest) {
    maxOutputTokens = request.maxTokens
    temperature = request.temperature
    topP = request.topP
    stopSequences = request.stop
    extraBody = request.extraBody
    extraHeaders = request.extraHeaders
}

private fun contentOf(message: Message, media: RequestMedia): Content {
    val parts = message.content.mapNotNull { partOf(it, media) }
    return if (message.role == Role.ASSISTANT) Content.model(parts) else Content.user(parts)
}
