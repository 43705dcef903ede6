package dev.sluice.gemini

import dev.sluice.model.Message
import dev.sluice.model.ModelRequest
import dev.sluice.model.OutputMode
import dev.sluice.model.OutputSpec
import dev.sluice.model.RequestMedia
import dev.sluice.model.Role
import dev.sluice.model.cacheConcessions
import dev.sluice.schema.Dialect
import dev.sluice.schema.RenderedSchema

/** A question in the port's words, as a request for content. */
internal class GeminiModelRequest(
    val request: GenerateContentRequest,
    /** The function whose call is the answer; null when the text is. */
    val function: String?,
    val concessions: List<String>,
)

/** Maps the port's questions; [strict] writes schemas that a model is held to, [plain] those that it only reads. */
internal class GeminiModelRequests(private val strict: Dialect, private val plain: Dialect) {
    fun of(request: ModelRequest, media: RequestMedia = RequestMedia.NONE): GeminiModelRequest {
        val output = request.output
        val schema = output?.let { (if (it.mode == OutputMode.JSON_OBJECT) plain else strict).render(it.schema) }
        val builder = GenerateContentRequest.Builder().model(request.model)
        builder.converse(request.messages, media)
        if (output != null && schema != null) builder.ask(output, schema)
        request.rejections.forEach { builder.replay(it, output?.mode) }
        builder.settings(request)
        builder.attachments = media.attachments
        val function = output?.takeIf { it.mode == OutputMode.TOOLS }?.name
        return GeminiModelRequest(builder.build(), function, concessions(output, schema) + cacheConcessions(request.messages, "Gemini"))
    }

    private fun concessions(output: OutputSpec?, schema: RenderedSchema?): List<String> {
        val isTold = output?.mode == OutputMode.JSON_SCHEMA && schema?.isStrict == false
        return schema?.concessions.orEmpty() +
            if (isTold) listOf("Gemini cannot be held to this schema: it stands in the instructions instead.") else emptyList()
    }
}

/** System messages are lifted out of the conversation, wherever they stand in it. */
private fun GenerateContentRequest.Builder.converse(messages: List<Message>, media: RequestMedia) {
    val (instructions, talk) = messages.partition { it.role == Role.SYSTEM }
    if (instructions.isNotEmpty()) system = instructions.joinToString("\n\n") { it.text }
    for (message in talk) content(contentOf(message, media))
}

private fun GenerateContentRequest.Builder.ask(output: OutputSpec, schema: RenderedSchema) {
    if (output.mode == OutputMode.TOOLS) {
        tool(Tool.function(output.name, output.description, schema.json))
        toolConfig = ToolConfig.anyOf(listOf(output.name))
        return
    }
    responseMimeType = "application/json"
    // A schema that a model cannot be held to is refused, so it is told.
    if (output.mode == OutputMode.JSON_SCHEMA && schema.isStrict) {
        responseJsonSchema = schema.json
    } else {
        system = listOfNotNull(system, instructions(output, schema)).joinToString("\n\n")
    }
}

private fun instructions(output: OutputSpec, schema: RenderedSchema): String = buildString {
    append("Answer with one JSON object and nothing else. It must match this JSON Schema of ").append(output.name)
    output.description?.let { append(" (").append(it).append(')') }
    append(":\n").append(schema.json)
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
