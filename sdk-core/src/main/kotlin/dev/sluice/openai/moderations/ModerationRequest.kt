package dev.sluice.openai.moderations

import dev.sluice.errors.InvalidRequestException
import dev.sluice.openai.ChatContentPart
import dev.sluice.wire.BodyFields
import dev.sluice.wire.RequestOptions
import dev.sluice.wire.RequestOptionsBuilder
import dev.sluice.wire.array
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** A request to judge texts and images. Immutable. */
public class ModerationRequest private constructor(fields: BodyFields, internal val options: RequestOptions) {
    /** The body as it is sent. */
    public val body: JsonObject = fields.toJson(options.extraBody)

    /** The model alone: the rest may be long, and private. */
    override fun toString(): String = "ModerationRequest(model=${body["model"]})"

    /** Makes a [ModerationRequest]. Something to judge is needed. Not safe for use by several threads at once. */
    public class Builder : RequestOptionsBuilder<Builder>() {
        private val fields = BodyFields()

        /** The model's id, such as `omni-moderation-latest`; the provider's default unless set. */
        @set:JvmSynthetic
        public var model: String? by fields.string("model")

        /** Sets [model]. */
        public fun model(value: String?): Builder = apply { model = value }

        /** Adds a text. Texts alone are judged one by one; beside an image all are judged together. */
        public fun text(text: String): Builder = apply { fields.add("input", JsonPrimitive(text)) }

        /** Adds a part of what is judged together, such as an image. */
        public fun part(part: ChatContentPart): Builder = apply { fields.add("input", part.json) }

        /**
         * The request.
         *
         * @throws InvalidRequestException when there is nothing to judge
         */
        public fun build(): ModerationRequest {
            val request = ModerationRequest(uniform(), requestOptions())
            if (request.body["input"] == null) throw InvalidRequestException("There is nothing to moderate: add it with text(\"…\").")
            return request
        }

        /** The wire knows strings or parts, not both: a text beside a part becomes one. */
        private fun uniform(): BodyFields = fields.copy().apply {
            val input = toJson(emptyMap()).array("input").orEmpty()
            if (input.none { it is JsonObject }) return@apply
            this["input"] = JsonArray(input.map { (it as? JsonPrimitive)?.let { text -> ChatContentPart.text(text.content).json } ?: it })
        }
    }
}
