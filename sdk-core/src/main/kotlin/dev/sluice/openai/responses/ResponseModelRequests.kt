package dev.sluice.openai.responses

import dev.sluice.errors.InvalidRequestException
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
import dev.sluice.openai.concessionsToOpenAi
import dev.sluice.openai.responsePartsOf
import dev.sluice.schema.Dialect
import dev.sluice.schema.RenderedSchema
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** A question in the port's words, as a request for a response. */
internal class ResponseModelRequest(val request: ResponseRequest, val output: RenderedOutput?, private val cacheConcessions: List<String>) {
    val concessions: List<String> get() = output?.concessionsToOpenAi().orEmpty() + cacheConcessions
}

/** Maps the port's questions; [strict] writes schemas that a model is held to, [plain] those that it only reads. */
internal class ResponseModelRequests(private val strict: Dialect, private val plain: Dialect) {
    fun of(request: ModelRequest, media: RequestMedia = RequestMedia.NONE): ResponseModelRequest {
        if (request.stop.isNotEmpty()) {
            throw InvalidRequestException("Responses have no stop sequences: leave stop out, or ask by chat completions.")
        }
        val output = request.output?.let { RenderedOutput.of(it, strict, plain) }
        val isTold = output?.spec?.mode == OutputMode.JSON_OBJECT
        // JSON mode wants the word JSON in the input; instructions beside it do not count.
        val asked = if (isTold) request.messages.withInstructions(jsonInstructions(output.spec, output.schema!!)) else request.messages
        val builder = ResponseRequest.Builder().model(request.model)
        builder.input = asked.map { itemOf(it, media) } + request.rejections.flatMap { replayed(it, hasTools = output?.calls != null) }
        if (output != null) builder.ask(output)
        builder.settings(request)
        builder.attachments = media.attachments
        return ResponseModelRequest(builder.build(), output, cacheConcessions(request.messages, "OpenAI"))
    }
}

private fun ResponseRequest.Builder.ask(output: RenderedOutput) {
    when {
        output.spec.mode == OutputMode.JSON_OBJECT -> textFormat = buildJsonObject { put("type", "json_object") }
        output.schema != null -> textFormat = formatOf(output.spec, output.schema)
        else -> offer(output)
    }
}

private fun formatOf(output: OutputSpec, schema: RenderedSchema): JsonObject = buildJsonObject {
    put("type", "json_schema")
    put("name", output.name)
    output.description?.let { put("description", it) }
    put("strict", schema.isStrict)
    put("schema", schema.json)
}

private fun ResponseRequest.Builder.offer(output: RenderedOutput) {
    tools = output.tools.map { ResponseTool.function(it.tool.name, it.tool.description, it.schema.json, it.schema.isStrict) }
    toolChoice = output.onlyTool?.let(ResponseToolChoice::function) ?: ResponseToolChoice.REQUIRED
}

private fun ResponseRequest.Builder.settings(request: ModelRequest) {
    maxOutputTokens = request.maxTokens
    temperature = request.temperature
    topP = request.topP
    extraBody = request.extraBody
    extraHeaders = request.extraHeaders
}

private fun itemOf(message: Message, media: RequestMedia): ResponseInputItem = when (message.role) {
    Role.SYSTEM -> ResponseInputItem.system(message.text)

    Role.ASSISTANT -> ResponseInputItem.assistant(message.text)

    Role.USER -> responsePartsOf(message.content, media).let {
        if (message.isPlain) ResponseInputItem.user(message.text) else ResponseInputItem.user(it)
    }
}
