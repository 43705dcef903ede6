package dev.sluice.openai.responses

import dev.sluice.openai.TextAnnotation
import dev.sluice.openai.TokenLogprob
import dev.sluice.wire.ApiObject
import dev.sluice.wire.objects
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** A part of a message or of a reasoning item. A kind that this version does not know is [Unknown]. */
public sealed class ResponseContent(raw: JsonObject) : ApiObject(raw) {
    /** The provider's word for the kind. */
    public val type: String? get() = raw.string("type")

    /** A text: `output_text`, `input_text`, `reasoning_text` or `summary_text`. */
    public class Text internal constructor(raw: JsonObject) : ResponseContent(raw) {
        /** What is said. */
        public val text: String get() = raw.string("text").orEmpty()

        /** Remarks on it, such as the pages that it cites. */
        public val annotations: List<TextAnnotation> get() = raw.objects("annotations").map(::TextAnnotation)

        /** Each token's probability, if `message.output_text.logprobs` was asked for. */
        public val logprobs: List<TokenLogprob> get() = raw.objects("logprobs").map(::TokenLogprob)
    }

    /** What the model says instead of answering. */
    public class Refusal internal constructor(raw: JsonObject) : ResponseContent(raw) {
        /** Its words. */
        public val refusal: String get() = raw.string("refusal").orEmpty()
    }

    /** A part of a kind that has no view here, such as an image of the request's; [raw] holds all of it. */
    public class Unknown internal constructor(raw: JsonObject) : ResponseContent(raw)

    internal companion object {
        private val TEXTS = setOf("output_text", "input_text", "reasoning_text", "summary_text", "text")

        fun of(json: JsonObject): ResponseContent = when (json.string("type")) {
            in TEXTS -> Text(json)

            "refusal" -> Refusal(json)

            // A few servers leave the kind out; the fields tell.
            null -> if ("text" in json) Text(json) else Unknown(json)

            else -> Unknown(json)
        }
    }
}
