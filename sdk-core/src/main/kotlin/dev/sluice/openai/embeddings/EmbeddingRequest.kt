package dev.sluice.openai.embeddings

import dev.sluice.errors.InvalidRequestException
import dev.sluice.wire.BodyFields
import dev.sluice.wire.RequestOptions
import dev.sluice.wire.RequestOptionsBuilder
import dev.sluice.wire.array
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** A request for the embeddings of texts. Immutable. */
public class EmbeddingRequest private constructor(private val fields: BodyFields, internal val options: RequestOptions) {
    /** The body as it is sent. */
    public val body: JsonObject = fields.toJson(options.extraBody)

    /** A builder that starts from this request. */
    public fun newBuilder(): Builder = Builder(fields.copy(), options)

    /** The model alone: the rest may be long, and private. */
    override fun toString(): String = "EmbeddingRequest(model=${body["model"]})"

    /** Makes an [EmbeddingRequest]. [model] and at least one text are needed. Not safe for use by several threads at once. */
    public class Builder internal constructor(private val fields: BodyFields, options: RequestOptions = RequestOptions.NONE) :
        RequestOptionsBuilder<Builder>(options) {
        /** An empty builder. */
        public constructor() : this(BodyFields())

        /** The model's id, such as `text-embedding-3-small`. */
        @set:JvmSynthetic
        public var model: String? by fields.string("model")

        /** The texts; the answer has a vector for each, in this order. */
        @set:JvmSynthetic
        public var input: List<String> by fields.strings("input")

        /** How long the vectors are, where the model lets one choose. */
        @set:JvmSynthetic
        public var dimensions: Int? by fields.int("dimensions")

        /**
         * How the vectors travel: `base64`, which is a quarter of the size, or `float`. Base64 unless set; set `float` for a server that
         * knows no other.
         */
        @set:JvmSynthetic
        public var encodingFormat: String? by fields.string("encoding_format")

        /** A stable name, without meaning to others, of the person that the request is made for. */
        @set:JvmSynthetic
        public var endUser: String? by fields.string("user")

        /** Sets [model]. */
        public fun model(value: String?): Builder = apply { model = value }

        /** Sets [input]. */
        public fun input(value: List<String>): Builder = apply { input = value }

        /** Adds a text to [input]. */
        public fun text(text: String): Builder = apply { input = input + text }

        /** Sets [dimensions]. */
        public fun dimensions(value: Int?): Builder = apply { dimensions = value }

        /** Sets [encodingFormat]. */
        public fun encodingFormat(value: String?): Builder = apply { encodingFormat = value }

        /** Sets [endUser]. */
        public fun endUser(value: String?): Builder = apply { endUser = value }

        /**
         * The request.
         *
         * @throws InvalidRequestException when there is no model or no text
         */
        public fun build(): EmbeddingRequest {
            val sent = fields.copy()
            if (encodingFormat == null) sent["encoding_format"] = JsonPrimitive("base64")
            return EmbeddingRequest(sent, requestOptions()).also { check(it.body) }
        }

        private fun check(body: JsonObject) {
            if (body.string("model").isNullOrBlank()) {
                throw InvalidRequestException("Embeddings need a model: set model, to \"text-embedding-3-small\" for one.")
            }
            // Tokens in place of texts come by extraBody.
            if (body.array("input").isNullOrEmpty() && body.string("input").isNullOrEmpty()) {
                throw InvalidRequestException("Embeddings need a text: add one with text(\"…\").")
            }
        }
    }
}
