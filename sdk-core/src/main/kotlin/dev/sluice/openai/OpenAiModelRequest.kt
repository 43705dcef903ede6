package dev.sluice.openai

import dev.sluice.model.Message
import dev.sluice.model.ModelRequest
import dev.sluice.model.OutputMode
import dev.sluice.model.OutputSpec
import dev.sluice.model.RequestMedia
import dev.sluice.model.Role
import dev.sluice.model.cacheConcessions
import dev.sluice.model.isPlain
import dev.sluice.schema.Dialect
import dev.sluice.schema.RenderedSchema
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/** A question in the port's words, as a chat completion. */
internal class OpenAiModelRequest(val request: ChatCompletionRequest, val concessions: List<String>)

/** Maps the port's questions; [strict] writes schemas that a model is held to, [plain] those that it only reads. */
internal class OpenAiModelRequests(private val strict: Dialect, private val plain: Dialect, private val usesMaxTokens: Boolean = false) {
    fun of(request: ModelRequest, media: RequestMedia = RequestMedia.NONE): OpenAiModelRequest {
        val output = request.output
        val schema = output?.let { (if (it.mode == OutputMode.JSON_OBJECT) plain else strict).render(it.schema) }
        val builder = ChatCompletionRequest.Builder().model(request.model)
        if (output == null || schema == null) {
            request.messages.forEach { builder.message(messageOf(it, media)) }
        } else {
            builder.ask(request.messages, media, output, schema)
        }
        request.rejections.forEach { builder.replay(it, output?.mode) }
        builder.settings(request, usesMaxTokens)
        builder.attachments = media.attachments
        return OpenAiModelRequest(builder.build(), schema?.concessions.orEmpty() + cacheConcessions(request.messages, "OpenAI"))
    }
}

private fun ChatCompletionRequest.Builder.ask(
    messages: List<Message>,
    media: RequestMedia,
    output: OutputSpec,
    schema: RenderedSchema,
) {
    val asked = if (output.mode == OutputMode.JSON_OBJECT) messages.withInstructions(output, schema) else messages
    asked.forEach { message(messageOf(it, media)) }
    when (output.mode) {
        OutputMode.JSON_SCHEMA -> responseFormat = buildJsonObject {
            put("type", "json_schema")
            putJsonObject("json_schema") {
                put("name", output.name)
                output.description?.let { put("description", it) }
                put("strict", schema.isStrict)
                put("schema", schema.json)
            }
        }

        OutputMode.TOOLS -> {
            tool(ChatTool.function(output.name, output.description, schema.json, schema.isStrict))
            toolChoice = ChatToolChoice.function(output.name)
        }

        OutputMode.JSON_OBJECT -> responseFormat = buildJsonObject { put("type", "json_object") }

        OutputMode.PROMPTED -> error("no OutputSpec has this mode")
    }
}

private fun ChatCompletionRequest.Builder.settings(request: ModelRequest, usesMaxTokens: Boolean) {
    if (usesMaxTokens) maxTokens = request.maxTokens else maxCompletionTokens = request.maxTokens
    temperature = request.temperature
    topP = request.topP
    stop = request.stop
    extraBody = request.extraBody
    extraHeaders = request.extraHeaders
}

/** With the schema in the system message, which is the first if there is none yet. */
private fun List<Message>.withInstructions(output: OutputSpec, schema: RenderedSchema): List<Message> {
    val instructions = buildString {
        append("Answer with one JSON object and nothing else. It must match this JSON Schema of ").append(output.name)
        output.description?.let { append(" (").append(it).append(')') }
        append(":\n").append(schema.json)
    }
    val first = firstOrNull()
    if (first?.role != Role.SYSTEM) return listOf(Message(Role.SYSTEM, instructions)) + this
    return listOf(Message(Role.SYSTEM, first.text + "\n\n" + instructions)) + drop(1)
}

private fun messageOf(message: Message, media: RequestMedia): ChatMessage = when (message.role) {
    Role.SYSTEM -> ChatMessage.system(message.text)
    Role.ASSISTANT -> ChatMessage.assistant(message.text)
    Role.USER -> chatPartsOf(message.content, media).let { if (message.isPlain) ChatMessage.user(message.text) else ChatMessage.user(it) }
}
