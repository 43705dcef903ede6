package dev.sluice.extraction

import dev.sluice.errors.InvalidRequestException
import dev.sluice.model.ChatModel
import dev.sluice.model.ModelRequest
import dev.sluice.model.OutputMode
import dev.sluice.model.OutputSpec
import dev.sluice.model.prompted
import dev.sluice.schema.OutputType
import kotlinx.serialization.json.JsonObject

/** An [Ask] made ready to be sent: the defaults applied, the type wrapped, everything checked that can be checked beforehand. */
internal class Question<T>(
    val type: OutputType<T>,
    val envelope: Envelope,
    val request: ModelRequest,
    val mode: OutputMode,
    val judge: Judge<T>,
    private val options: AskOptions,
) {
    val attempts: Int = options.attempts ?: DEFAULT_ATTEMPTS
    val reading: Reading = Reading.of(mode, options)
    val tokenBudget: Long? get() = options.tokenBudget

    /** In a text, a later object may still take the place of one that is wrong. */
    val failsFast: Boolean get() = (options.failFast ?: true) && !reading.isInText
    val partialIntervalMillis: Long get() = options.partialIntervalMillis ?: 0
    val invalidElements: ElementPolicy get() = options.invalidElements ?: ElementPolicy.ASK_AGAIN
    val listeners: List<ExtractionListener> get() = options.listeners
    val cache: ResponseCache? get() = options.cache.takeUnless { it === ResponseCache.NONE }

    /** How it would be asked by [chat]. */
    fun explain(chat: ChatModel): Explanation = Explanation(
        type.name,
        chat.provider,
        request.model,
        mode,
        chat.outputModes(request.model),
        chat.plan(request),
    )

    companion object {
        private const val DEFAULT_ATTEMPTS = 3

        fun <T> of(chat: ChatModel, defaults: AskOptions, type: OutputType<T>, ask: Ask<T>, envelope: Envelope): Question<T> {
            val options = ask.options.over(defaults)
            val model = options.model
                ?: throw InvalidRequestException(
                    "No model is named. Set model in the call or in the defaults of Sluice(…), such as model = \"…\".",
                )
            val mode = mode(chat, model, options)
            val description = type.schema.resolve(type.schema.root).description
            val isPrompted = mode == OutputMode.PROMPTED
            val tools = envelope.tools().let { if (options.jsonLimits == null) it else it?.limitedTo(options.jsonLimits.maxLength) }
            return Question(
                type,
                envelope,
                ModelRequest(
                    model = model,
                    messages = if (isPrompted) ask.messages.prompted(type.name, description, envelope.document) else ask.messages,
                    output = if (isPrompted) null else OutputSpec(type.name, description, envelope.document, mode, tools),
                    maxTokens = options.maxTokens,
                    temperature = options.temperature,
                    topP = options.topP,
                    stop = options.stop.orEmpty(),
                    extraBody = options.extraBody ?: JsonObject(emptyMap()),
                    extraHeaders = options.extraHeaders.orEmpty(),
                    mediaLimits = options.mediaLimits,
                ),
                mode,
                Judge(type, ask.validators, ask.contexts),
                options,
            )
        }

        private fun mode(chat: ChatModel, model: String, options: AskOptions) = chat.outputModes(model).let { modes ->
            options.mode?.also { wanted ->
                // The schema stands in the messages then: there is no model that cannot be asked so.
                if (wanted !in modes && wanted != OutputMode.PROMPTED) {
                    throw InvalidRequestException(
                        "${chat.provider} cannot ask $model for a type in mode $wanted. It can in: ${modes.joinToString()}.",
                    )
                }
            } ?: modes.first()
        }
    }
}
