package dev.sluice.extraction

import dev.sluice.errors.InvalidRequestException
import dev.sluice.json.JsonLimits
import dev.sluice.model.ChatModel
import dev.sluice.model.ModelRequest
import dev.sluice.model.OutputSpec
import dev.sluice.schema.OutputType
import kotlinx.serialization.json.JsonObject

/** An [Ask] made ready to be sent: the defaults applied, the type wrapped, everything checked that can be checked beforehand. */
internal class Question<T>(
    val type: OutputType<T>,
    val envelope: Envelope,
    val request: ModelRequest,
    val attempts: Int,
    val limits: JsonLimits,
    val judge: Judge<T>,
) {
    companion object {
        private const val DEFAULT_ATTEMPTS = 3

        fun <T> of(chat: ChatModel, defaults: AskOptions, type: OutputType<T>, ask: Ask<T>, envelope: Envelope): Question<T> {
            val options = ask.options.over(defaults)
            val model = options.model
                ?: throw InvalidRequestException(
                    "No model is named. Set model in the call or in the defaults of Sluice(…), such as model = \"…\".",
                )
            val description = type.schema.resolve(type.schema.root).description
            val spec = OutputSpec(type.name, description, envelope.document, mode(chat, model, options), envelope.tools())
            return Question(
                type,
                envelope,
                ModelRequest(
                    model = model,
                    messages = ask.messages,
                    output = spec,
                    maxTokens = options.maxTokens,
                    temperature = options.temperature,
                    topP = options.topP,
                    stop = options.stop.orEmpty(),
                    extraBody = options.extraBody ?: JsonObject(emptyMap()),
                    extraHeaders = options.extraHeaders.orEmpty(),
                ),
                options.attempts ?: DEFAULT_ATTEMPTS,
                options.jsonLimits ?: JsonLimits.DEFAULT,
                Judge(type, ask.validators),
            )
        }

        private fun mode(chat: ChatModel, model: String, options: AskOptions) = chat.outputModes(model).let { modes ->
            options.mode?.also { wanted ->
                if (wanted !in modes) {
                    throw InvalidRequestException(
                        "${chat.provider} cannot ask $model for a type in mode $wanted. It can in: ${modes.joinToString()}.",
                    )
                }
            } ?: modes.first()
        }
    }
}
