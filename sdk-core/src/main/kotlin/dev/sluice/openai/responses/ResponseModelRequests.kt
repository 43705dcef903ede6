package dev.sluice.openai.responses

import dev.sluice.errors.InvalidRequestException
import dev.sluice.model.Message
import dev.sluice.model.ModelRequest
import dev.sluice.model.RenderedOutput
import dev.sluice.model.RequestMedia
import dev.sluice.model.Role
import dev.sluice.model.isPlain
import dev.sluice.openai.OpenAiModelRequest
import dev.sluice.openai.messagesFor
import dev.sluice.openai.responsePartsOf
import dev.sluice.openai.textFormat
import dev.sluice.schema.Dialect

/** Maps the port's questions; [strict] writes schemas that a model is held to, [plain] those that it only reads. */
internal class ResponseModelRequests(private val strict: Dialect, private val plain: Dialect) {
    fun of(request: ModelRequest, media: RequestMedia = RequestMedia.NONE): OpenAiModelRequest<ResponseRequest> {
        if (request.stop.isNotEmpty()) {
            throw InvalidRequestException("Responses have no stop sequences: leave stop out, or ask by chat completions.")
        }
        val output = request.output?.let { RenderedOutput.of(it, strict, plain) }
        val builder = ResponseRequest.Builder().model(request.model)
        // JSON mode wants the word JSON in the input; instructions beside it do not count.
        builder.input = request.messagesFor(output).map { itemOf(it, media) } +
            request.rejections.flatMap { replayed(it, hasTools = output?.calls != null) }
        if (output != null) builder.ask(output)
        builder.settings(request)
        builder.attachments = media.attachments
        return OpenAiModelRequest(builder.build(), request, output)
    }
}

private fun ResponseRequest.Builder.ask(output: RenderedOutput) {
    textFormat = output.textFormat() ?: return offer(output)
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
