package dev.sluice.openai.finetuning

import dev.sluice.errors.InvalidRequestException
import dev.sluice.wire.BodyFields
import dev.sluice.wire.RequestOptions
import dev.sluice.wire.RequestOptionsBuilder
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** A request to train a model on examples. Immutable. */
public class FineTuningJobRequest private constructor(fields: BodyFields, internal val options: RequestOptions) {
    /** The body as it is sent. */
    public val body: JsonObject = fields.toJson(options.extraBody)

    override fun toString(): String = "FineTuningJobRequest(model=${body["model"]}, training_file=${body["training_file"]})"

    /** Makes a [FineTuningJobRequest]. [model] and [trainingFile] are needed. Not safe for use by several threads at once. */
    public class Builder : RequestOptionsBuilder<Builder>() {
        private val fields = BodyFields()

        /** The model to start from. */
        @set:JvmSynthetic
        public var model: String? by fields.string("model")

        /** The id of the uploaded file with the examples. */
        @set:JvmSynthetic
        public var trainingFile: String? by fields.string("training_file")

        /** The id of the uploaded file that the result is measured by. */
        @set:JvmSynthetic
        public var validationFile: String? by fields.string("validation_file")

        /** Up to 64 characters that the new model's name will hold. */
        @set:JvmSynthetic
        public var suffix: String? by fields.string("suffix")

        /** Jobs with the same seed and the same data should have the same result. */
        @set:JvmSynthetic
        public var seed: Long? by fields.long("seed")

        /** How is trained, and by which parameters, such as `{"type": "supervised"}`. */
        @set:JvmSynthetic
        public var method: JsonObject? by fields.obj("method")

        /** Labels of the caller's. */
        @set:JvmSynthetic
        public var metadata: Map<String, String> by fields.stringMap("metadata")

        /** Sets [model]. */
        public fun model(value: String?): Builder = apply { model = value }

        /** Sets [trainingFile]. */
        public fun trainingFile(value: String?): Builder = apply { trainingFile = value }

        /** Sets [validationFile]. */
        public fun validationFile(value: String?): Builder = apply { validationFile = value }

        /** Sets [suffix]. */
        public fun suffix(value: String?): Builder = apply { suffix = value }

        /** Sets [seed]. */
        public fun seed(value: Long?): Builder = apply { seed = value }

        /** Sets [method]. */
        public fun method(value: JsonObject?): Builder = apply { method = value }

        /** Sets [metadata]. */
        public fun metadata(value: Map<String, String>): Builder = apply { metadata = value }

        /**
         * The request.
         *
         * @throws InvalidRequestException when there is no model or no training file
         */
        public fun build(): FineTuningJobRequest {
            val request = FineTuningJobRequest(fields.copy(), requestOptions())
            if (request.body.string(
                    "model",
                ).isNullOrBlank()
            ) {
                throw InvalidRequestException("Fine-tuning needs a model to start from: set model.")
            }
            if (request.body.string("training_file").isNullOrBlank()) {
                throw InvalidRequestException(
                    "Fine-tuning needs examples: upload a file with the purpose \"fine-tune\" and set trainingFile to its id.",
                )
            }
            return request
        }
    }
}
