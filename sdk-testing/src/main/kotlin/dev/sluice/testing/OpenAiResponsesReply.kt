package dev.sluice.testing

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject

/**
 * A reply in the form of OpenAI's responses. Immutable.
 *
 * ```kotlin
 * server.enqueue(OpenAiResponsesReply.builder().reasoning("Hm.").text("""{"name": "Ada"}""").build())
 * ```
 *
 * As a [RequestHandler] it streams if the body says `"stream": true` or the query `stream=true`.
 */
public class OpenAiResponsesReply private constructor(from: Builder) : Reply {
    private val items = from.items.toList()
    private val incompleteReason = from.incompleteReason
    private val ends = from.ends
    private val places = from.places
    private val inputTokens = from.inputTokens
    private val outputTokens = from.outputTokens
    private val omitted = from.omitted.toSet()
    private val requestId = from.requestId
    private val id = from.id
    private val created = from.created
    private val model = from.model

    private val status get() = if (incompleteReason == null) "completed" else "incomplete"

    override fun answer(request: RecordedRequest): Answer {
        // A response is fetched again without a body.
        val asks = if (request.bodySize == 0) "stream=true" in request.query.orEmpty() else request.bodyJson.asksForStream()
        return if (asks) stream() else whole()
    }

    override fun whole(): Answer = Answer.json(wholeJson().toString()).newBuilder().header(REQUEST_ID, requestId).build()

    /** The body of [whole]. */
    internal fun wholeJson(): JsonObject = response(status)

    override fun stream(): Answer = Answer.sse().header(REQUEST_ID, requestId).steps(events()).build()

    override fun events(): List<Step> = ResponseEvents(places).apply {
        add("response.created") { put("response", response("in_progress")) }
        add("response.in_progress") { put("response", response("in_progress")) }
        items.forEachIndexed { index, item ->
            add("response.output_item.added", index) { put("item", item.json("", "in_progress")) }
            item.tell(this, index)
            add("response.output_item.done", index) { put("item", item.whole()) }
        }
        if (ends) add("response.$status") { put("response", response(status)) }
    }.steps

    private fun JsonElement.asksForStream() = (this as? JsonObject)?.get("stream") == JsonPrimitive(true)

    private fun response(status: String): JsonObject {
        val hasEnded = status != "in_progress"
        val all = buildJsonObject {
            put("id", id)
            put("object", "response")
            put("created_at", created)
            put("status", status)
            put("error", JsonNull)
            putJsonObjectOrNull("incomplete_details", incompleteReason.takeIf { hasEnded }) { put("reason", it) }
            put("model", model)
            put("output", JsonArray(if (hasEnded) items.map { it.whole() } else emptyList()))
            putJsonObjectOrNull("usage", Unit.takeIf { hasEnded }) {
                put("input_tokens", inputTokens)
                putJsonObject("input_tokens_details") { put("cached_tokens", 0) }
                put("output_tokens", outputTokens)
                putJsonObject("output_tokens_details") { put("reasoning_tokens", 0) }
                put("total_tokens", inputTokens + outputTokens)
            }
        }
        return JsonObject(all.filterKeys { it !in omitted })
    }

    private fun <T : Any> JsonObjectBuilder.putJsonObjectOrNull(name: String, value: T?, fields: JsonObjectBuilder.(T) -> Unit) {
        put(name, value?.let { buildJsonObject { fields(it) } } ?: JsonNull)
    }

    /** Makes an [OpenAiResponsesReply]. */
    public class Builder {
        internal val items = ArrayList<ResponseItem>()
        internal val omitted = LinkedHashSet<String>()
        internal var incompleteReason: String? = null
        internal var ends = true
        internal var places = true
        internal var inputTokens = 10
        internal var outputTokens = 20
        internal var requestId = "req_1"
        internal var id = "resp_1"
        internal var created = 1_700_000_000L
        internal var model = "gpt-test"
        private var size = DEFAULT_FRAGMENT

        /** In how many characters each the texts and arguments that are added from now on arrive when streamed. */
        public fun pieces(characters: Int): Builder = apply { size = checkedFragment(characters) }

        /** Adds a message, to be streamed in pieces. */
        public fun text(text: String): Builder = message(fragments(text, size), refuses = false)

        /** Adds a message that is streamed in exactly these pieces. */
        public fun textPieces(vararg pieces: String): Builder = message(pieces.toList(), refuses = false)

        /** Adds a message that refuses, with these words. */
        public fun refusal(text: String): Builder = message(fragments(text, size), refuses = true)

        /** Adds the call of a function with its arguments, JSON as text. */
        public fun functionCall(callId: String, name: String, arguments: String): Builder =
            apply { items += ResponseFunctionCall("fc_${items.size + 1}", fragments(arguments, size), callId, name) }

        /** Adds a reasoning item with this summary. */
        public fun reasoning(summary: String): Builder = apply {
            items +=
                ResponseReasoning("rs_${items.size + 1}", fragments(summary, size))
        }

        /** Ends before the answer does, for this reason: `max_output_tokens` or `content_filter`. */
        public fun incomplete(reason: String): Builder = apply { incompleteReason = reason }

        /** Leaves out the closing event. */
        public fun withoutEnd(): Builder = apply { ends = false }

        /** Leaves out the numbers of events, and the ids and places of items and parts, as some servers do. */
        public fun withoutPlaces(): Builder = apply { places = false }

        /** Sets the token counts. */
        public fun usage(inputTokens: Int, outputTokens: Int): Builder = apply {
            this.inputTokens = inputTokens
            this.outputTokens = outputTokens
        }

        /** Leaves out fields of the response such as `id`, `output` or `usage`, as some servers do. */
        public fun omit(vararg fields: String): Builder = apply { omitted += fields }

        /** Sets the `x-request-id` header. */
        public fun requestId(value: String): Builder = apply { requestId = value }

        /** Sets the response's id. */
        public fun id(value: String): Builder = apply { id = value }

        /** Sets the time of creation, in seconds since 1970. */
        public fun created(value: Long): Builder = apply { created = value }

        /** Sets the name of the model that answered. */
        public fun model(value: String): Builder = apply { model = value }

        public fun build(): OpenAiResponsesReply = OpenAiResponsesReply(this)

        private fun message(pieces: List<String>, refuses: Boolean) =
            apply { items += ResponseMessage("msg_${items.size + 1}", pieces, refuses) }
    }

    public companion object {
        private const val REQUEST_ID = "x-request-id"

        /** A builder of a reply that says nothing yet. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /** A reply of text alone. */
        @JvmStatic
        public fun text(text: String): OpenAiResponsesReply = Builder().text(text).build()

        /** An error answer. */
        @JvmStatic
        @JvmOverloads
        public fun error(status: Int, message: String, type: String = "invalid_request_error", code: String? = null): Answer =
            OpenAiChatReply.error(status, message, type, code)

        /** An error in the middle of a stream that began with status 200. */
        @JvmStatic
        @JvmOverloads
        public fun errorEvent(message: String, code: String? = "server_error"): Step = Step.event(
            "error",
            buildJsonObject {
                put("type", "error")
                put("code", code)
                put("message", message)
                put("param", JsonNull)
            }.toString(),
        )

        /** The end of a stream whose response failed. */
        @JvmStatic
        @JvmOverloads
        public fun failedEvent(message: String, code: String = "server_error"): Step = Step.event(
            "response.failed",
            buildJsonObject {
                put("type", "response.failed")
                putJsonObject("response") {
                    put("id", "resp_1")
                    put("object", "response")
                    put("status", "failed")
                    putJsonObject("error") {
                        put("code", code)
                        put("message", message)
                    }
                    putJsonArray("output") {}
                }
            }.toString(),
        )
    }
}
