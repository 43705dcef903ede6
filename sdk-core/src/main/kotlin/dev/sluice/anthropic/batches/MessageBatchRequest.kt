package dev.sluice.anthropic.batches

import dev.sluice.anthropic.MessageRequest
import dev.sluice.errors.InvalidRequestException
import dev.sluice.wire.RequestOptions
import dev.sluice.wire.RequestOptionsBuilder
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** A request to work through many requests for messages, within a day and for less. Immutable. */
public class MessageBatchRequest private constructor(
    private val requests: Map<String, MessageRequest>,
    internal val options: RequestOptions,
) {
    /** The body as it is sent. */
    public val body: JsonObject =
        JsonObject(mapOf("requests" to JsonArray(requests.map { (id, request) -> item(id, request) })) + options.extraBody)

    /** What all of them need: a header cannot be set for one request of a batch. */
    internal val betas: Set<String> get() = requests.values.flatMapTo(LinkedHashSet()) { it.betas }

    internal val all: Collection<MessageRequest> get() = requests.values

    /** Their number alone: the rest may be long, and private. */
    override fun toString(): String = "MessageBatchRequest(${requests.size} requests)"

    private fun item(id: String, request: MessageRequest) = buildJsonObject {
        put("custom_id", id)
        put("params", request.body)
    }

    /** Makes a [MessageBatchRequest]. At least one request is needed. Not safe for use by several threads at once. */
    public class Builder : RequestOptionsBuilder<Builder>() {
        private val requests = LinkedHashMap<String, MessageRequest>()

        /**
         * Adds [request]. Its result bears [customId] and no other mark, and results come in any order: each id stands once. The time
         * limits and retries of [request] have no meaning here.
         *
         * @throws InvalidRequestException when the id is blank or taken, or when the request wants headers or a query of its own
         */
        public fun add(customId: String, request: MessageRequest): Builder = apply {
            if (customId.isBlank()) {
                throw InvalidRequestException(
                    "The id of a batch's request is blank: its result could not be told apart.",
                )
            }
            if (customId in requests) throw InvalidRequestException("Two requests of the batch have the id \"$customId\".")
            if (request.options.extraHeaders.isNotEmpty() || request.options.extraQuery.isNotEmpty()) {
                throw InvalidRequestException(
                    "The request \"$customId\" has extraHeaders or an extraQuery, and a batch travels as one request: set them on the batch.",
                )
            }
            request.checkLimit()
            requests[customId] = request
        }

        /** Adds a request: `add("ada") { model = "claude-haiku-4-5"; maxTokens = 64; user("Hello!") }`. */
        @JvmSynthetic
        public fun add(customId: String, request: MessageRequest.Builder.() -> Unit): Builder =
            add(customId, MessageRequest.Builder().apply(request).build())

        /**
         * The request.
         *
         * @throws InvalidRequestException when there is none in it
         */
        public fun build(): MessageBatchRequest {
            if (requests.isEmpty()) throw InvalidRequestException("A batch needs requests: add one with add(\"id\") { … }.")
            return MessageBatchRequest(LinkedHashMap(requests), requestOptions())
        }
    }
}
