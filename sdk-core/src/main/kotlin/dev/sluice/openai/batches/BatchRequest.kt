package dev.sluice.openai.batches

import dev.sluice.errors.InvalidRequestException
import dev.sluice.wire.BodyFields
import dev.sluice.wire.RequestOptions
import dev.sluice.wire.RequestOptionsBuilder
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** A request to work through a file of requests, within a day and for less. Immutable. */
public class BatchRequest private constructor(fields: BodyFields, internal val options: RequestOptions) {
    /** The body as it is sent. */
    public val body: JsonObject = fields.toJson(options.extraBody)

    override fun toString(): String = "BatchRequest(input_file_id=${body["input_file_id"]}, endpoint=${body["endpoint"]})"

    /** Makes a [BatchRequest]. [inputFile] is needed. Not safe for use by several threads at once. */
    public class Builder : RequestOptionsBuilder<Builder>() {
        private val fields = BodyFields()

        /** The id of the uploaded file: JSON lines, a request each. */
        @set:JvmSynthetic
        public var inputFile: String? by fields.string("input_file_id")

        /** The path that every request of the file is for. */
        @set:JvmSynthetic
        public var endpoint: String? by fields.string("endpoint")

        /** How long it may take; the provider knows `24h`. */
        @set:JvmSynthetic
        public var completionWindow: String? by fields.string("completion_window")

        /** Labels of the caller's. */
        @set:JvmSynthetic
        public var metadata: Map<String, String> by fields.stringMap("metadata")

        init {
            endpoint = "/v1/chat/completions"
            completionWindow = "24h"
        }

        /** Sets [inputFile]. */
        public fun inputFile(value: String?): Builder = apply { inputFile = value }

        /** Sets [endpoint]. */
        public fun endpoint(value: String?): Builder = apply { endpoint = value }

        /** Sets [completionWindow]. */
        public fun completionWindow(value: String?): Builder = apply { completionWindow = value }

        /** Sets [metadata]. */
        public fun metadata(value: Map<String, String>): Builder = apply { metadata = value }

        /**
         * The request.
         *
         * @throws InvalidRequestException when there is no file
         */
        public fun build(): BatchRequest {
            val request = BatchRequest(fields.copy(), requestOptions())
            if (request.body.string("input_file_id").isNullOrBlank()) {
                throw InvalidRequestException(
                    "A batch needs requests: upload a file with the purpose \"batch\" and set inputFile to its id.",
                )
            }
            return request
        }
    }
}
