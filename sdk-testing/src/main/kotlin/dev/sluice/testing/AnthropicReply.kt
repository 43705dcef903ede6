package dev.sluice.testing

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArrayBuilder
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.add
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject

/**
 * A reply in the form of Anthropic's messages. Immutable.
 *
 * ```kotlin
 * server.enqueue(AnthropicReply.builder().thinking("Hm.").toolUse("toolu_1", "User", """{"name": "Ada"}""").build())
 * ```
 *
 * As a [RequestHandler] it streams if the request says `"stream": true`.
 */
public class AnthropicReply private constructor(from: Builder) : Reply {
    private val blocks = from.blocks.toList()
    private val stopReason: String? = from.stopReason
        .ifEmpty { if (from.blocks.any { it is Block.ToolUse }) "tool_use" else "end_turn" }
        .takeUnless { from.withoutStopReason }
    private val messageStop = from.messageStop
    private val ping = from.ping
    private val inputTokens = from.inputTokens
    private val outputTokens = from.outputTokens
    private val cacheTokens = from.cacheTokens
    private val omitted = from.omitted.toSet()
    private val requestId = from.requestId
    private val id = from.id
    private val model = from.model

    override fun answer(request: RecordedRequest): Answer =
        if ((request.bodyJson as? JsonObject)?.get("stream") == JsonPrimitive(true)) stream() else whole()

    override fun whole(): Answer = Answer.json(wholeJson().toString()).newBuilder().header(REQUEST_ID, requestId).build()

    /** The body of [whole]. */
    internal fun wholeJson(): JsonObject = message(stopReason, outputTokens) { blocks.forEach { block -> add(block.whole()) } }

    override fun stream(): Answer = Answer.sse().header(REQUEST_ID, requestId).steps(events()).build()

    override fun events(): List<Step> = buildList {
        add(event("message_start") { put("message", message(stopReason = null, outputTokens = 1) {}) })
        if (blocks.isEmpty() && ping) add(event("ping") {})
        blocks.forEachIndexed { index, block ->
            add(event("content_block_start", index) { put("content_block", block.opening()) })
            // The servers send theirs at this place.
            if (index == 0 && ping) add(event("ping") {})
            block.deltas().forEach { delta -> add(event("content_block_delta", index) { put("delta", delta) }) }
            add(event("content_block_stop", index) {})
        }
        if (stopReason != null) add(messageDelta(stopReason))
        if (messageStop) add(event("message_stop") {})
    }

    private fun messageDelta(stopReason: String): Step = event("message_delta") {
        putJsonObject("delta") {
            put("stop_reason", stopReason)
            put("stop_sequence", JsonNull)
        }
        if ("usage" !in omitted) putJsonObject("usage") { put("output_tokens", outputTokens) }
    }

    private fun message(
        stopReason: String?,
        outputTokens: Int,
        content: JsonArrayBuilder.() -> Unit,
    ): JsonObject {
        val all = buildJsonObject {
            put("id", id)
            put("type", "message")
            put("role", "assistant")
            put("model", model)
            putJsonArray("content") { content() }
            put("stop_reason", stopReason)
            put("stop_sequence", JsonNull)
            putJsonObject("usage") {
                put("input_tokens", inputTokens)
                put("output_tokens", outputTokens)
                cacheTokens?.let { (read, written) ->
                    put("cache_read_input_tokens", read)
                    put("cache_creation_input_tokens", written)
                }
            }
        }
        return JsonObject(all.filterKeys { it !in omitted })
    }

    private fun event(type: String, index: Int? = null, fields: JsonObjectBuilder.() -> Unit): Step {
        val data = buildJsonObject {
            put("type", type)
            if (index != null) put("index", index)
            fields()
        }
        return Step.event(type, data.toString())
    }

    /** One block of content, and how it is told in pieces. */
    internal sealed class Block(val pieces: List<String>) {
        class Text(pieces: List<String>) : Block(pieces)

        class Thinking(pieces: List<String>, val signature: String) : Block(pieces)

        class ToolUse(pieces: List<String>, val id: String, val name: String) : Block(pieces)

        fun opening(): JsonObject = json(text = "", signature = "", input = JsonObject(emptyMap()))

        fun whole(): JsonObject {
            val all = pieces.joinToString("")
            val input = if (this is ToolUse) Json.parseToJsonElement(all.ifBlank { "{}" }) as JsonObject else JsonObject(emptyMap())
            return json(all, (this as? Thinking)?.signature.orEmpty(), input)
        }

        fun deltas(): List<JsonObject> = when (this) {
            is Text -> pieces.map { delta("text_delta", "text", it) }

            is Thinking -> pieces.map { delta("thinking_delta", "thinking", it) } + delta("signature_delta", "signature", signature)

            // The first is always empty.
            is ToolUse -> (listOf("") + pieces).map { delta("input_json_delta", "partial_json", it) }
        }

        private fun json(text: String, signature: String, input: JsonObject): JsonObject = buildJsonObject {
            when (this@Block) {
                is Text -> {
                    put("type", "text")
                    put("text", text)
                }

                is Thinking -> {
                    put("type", "thinking")
                    put("thinking", text)
                    put("signature", signature)
                }

                is ToolUse -> {
                    put("type", "tool_use")
                    put("id", id)
                    put("name", name)
                    put("input", input)
                }
            }
        }

        private fun delta(type: String, field: String, text: String) = buildJsonObject {
            put("type", type)
            put(field, text)
        }
    }

    /** Makes an [AnthropicReply]. The blocks stand in the order in which they were added. */
    public class Builder {
        internal val blocks = ArrayList<Block>()
        internal val omitted = LinkedHashSet<String>()
        internal var stopReason = ""
        internal var withoutStopReason = false
        internal var messageStop = true
        internal var ping = true
        internal var inputTokens = 10
        internal var outputTokens = 20
        internal var cacheTokens: Pair<Int, Int>? = null
        internal var requestId = "req_1"
        internal var id = "msg_1"
        internal var model = "claude-test"
        private var size = DEFAULT_FRAGMENT

        /** In how many characters each the blocks that are added from now on arrive when streamed. */
        public fun pieces(characters: Int): Builder = apply { size = checkedFragment(characters) }

        /** Adds a block of text. */
        public fun text(text: String): Builder = apply { blocks += Block.Text(fragments(text, size)) }

        /** Adds a block of text that is streamed in exactly these pieces. */
        public fun textPieces(vararg pieces: String): Builder = apply { blocks += Block.Text(pieces.toList()) }

        /** Adds a block of thinking. */
        @JvmOverloads
        public fun thinking(text: String, signature: String = "c2lnbmF0dXJl"): Builder =
            apply { blocks += Block.Thinking(fragments(text, size), signature) }

        /** Adds a tool use with its input, a JSON object as text; empty means `{}`. Only a stream can carry an input that is not JSON. */
        public fun toolUse(id: String, name: String, input: String): Builder =
            apply { blocks += Block.ToolUse(fragments(input, size), id, name) }

        /** Sets the stop reason; without it, `tool_use` if there is one, else `end_turn`. */
        public fun stopReason(reason: String): Builder = apply { stopReason = reason }

        /** Leaves out `message_delta`, which carries the stop reason and the final usage. */
        public fun withoutMessageDelta(): Builder = apply { withoutStopReason = true }

        /** Leaves out the closing `message_stop`. */
        public fun withoutMessageStop(): Builder = apply { messageStop = false }

        /** Leaves out the ping. */
        public fun withoutPing(): Builder = apply { ping = false }

        /** Sets the token counts. */
        public fun usage(inputTokens: Int, outputTokens: Int): Builder = apply {
            this.inputTokens = inputTokens
            this.outputTokens = outputTokens
        }

        /** Adds what came from the prompt cache and what went into it, beside the input tokens of [usage]. */
        public fun cacheUsage(read: Int, written: Int): Builder = apply { cacheTokens = read to written }

        /** Leaves out fields of the message such as `id` or `usage`. */
        public fun omit(vararg fields: String): Builder = apply { omitted += fields }

        /** Sets the `request-id` header. */
        public fun requestId(value: String): Builder = apply { requestId = value }

        /** Sets the message's id. */
        public fun id(value: String): Builder = apply { id = value }

        /** Sets the name of the model that answered. */
        public fun model(value: String): Builder = apply { model = value }

        public fun build(): AnthropicReply = AnthropicReply(this)
    }

    public companion object {
        private const val REQUEST_ID = "request-id"

        /** A builder of a reply that says nothing yet. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /** A reply of text alone. */
        @JvmStatic
        public fun text(text: String): AnthropicReply = Builder().text(text).build()

        /** An error answer, such as 529 with `overloaded_error`. */
        @JvmStatic
        public fun error(status: Int, type: String, message: String): Answer =
            Answer.json(errorBody(type, message), status).newBuilder().header(REQUEST_ID, "req_1").build()

        /** An error in the middle of a stream that began with status 200. */
        @JvmStatic
        public fun errorEvent(type: String, message: String): Step = Step.event("error", errorBody(type, message))

        private fun errorBody(type: String, message: String) = buildJsonObject {
            put("type", "error")
            putJsonObject("error") {
                put("type", type)
                put("message", message)
            }
            put("request_id", "req_1")
        }.toString()
    }
}
