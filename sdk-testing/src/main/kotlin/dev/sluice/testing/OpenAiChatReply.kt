package dev.sluice.testing

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.add
import kotlinx.serialization.json.buildJsonArray
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject

/**
 * A reply in the form of OpenAI's chat completions. Immutable.
 *
 * ```kotlin
 * server.enqueue(OpenAiChatReply.builder().text("""{"name": "Ada"}""").pieces(3).build())
 * ```
 *
 * As a [RequestHandler] it streams if the request says `"stream": true`, with a usage chunk if that asks for one.
 */
public class OpenAiChatReply private constructor(from: Builder) : Reply {
    private val contents = from.contents.toList()
    private val calls = from.calls.toList()
    private val refusal = from.refusal
    private val interleaved = from.interleaved
    private val finish: String? = from.finishReason.ifEmpty {
        if (from.calls.isEmpty()) "stop" else "tool_calls"
    }.takeUnless { from.unfinished }
    private val done = from.done
    private val usage = buildJsonObject {
        put("prompt_tokens", from.promptTokens)
        put("completion_tokens", from.completionTokens)
        put("total_tokens", from.promptTokens + from.completionTokens)
    }
    private val omitted = from.omitted.toSet()
    private val requestId = from.requestId
    private val id = from.id
    private val created = from.created
    private val model = from.model

    override fun answer(request: RecordedRequest): Answer {
        val asked = request.bodyJson as? JsonObject ?: return whole()
        if (asked["stream"] != JsonPrimitive(true)) return whole()
        val options = asked["stream_options"] as? JsonObject
        return streamOf(events(withUsage = options?.get("include_usage") == JsonPrimitive(true)))
    }

    override fun whole(): Answer = Answer.json(wholeJson().toString()).newBuilder().header(REQUEST_ID, requestId).build()

    /** The body of [whole]. */
    internal fun wholeJson(): JsonObject = envelope("chat.completion") {
        putJsonArray("choices") {
            add(
                buildJsonObject {
                    put("index", 0)
                    put("message", message())
                    put("logprobs", JsonNull)
                    put("finish_reason", finish)
                },
            )
        }
        put("usage", usage)
    }

    override fun stream(): Answer = streamOf(events())

    override fun events(): List<Step> = events(withUsage = true)

    private fun streamOf(events: List<Step>): Answer = Answer.sse().header(REQUEST_ID, requestId).steps(events).build()

    private fun events(withUsage: Boolean): List<Step> = buildList {
        add(chunk(delta("role" to JsonPrimitive("assistant"), "content" to JsonPrimitive(""))))
        contents.forEach { add(chunk(delta("content" to JsonPrimitive(it)))) }
        if (refusal != null) fragments(refusal, DEFAULT_FRAGMENT).forEach { add(chunk(delta("refusal" to JsonPrimitive(it)))) }
        callDeltas().forEach { add(chunk(delta("tool_calls" to it))) }
        if (finish != null) add(chunk(JsonObject(emptyMap()), finish))
        if (withUsage && "usage" !in omitted) add(Step.event(usageChunk().toString()))
        if (done) add(Step.event("[DONE]"))
    }

    private fun message(): JsonObject = buildJsonObject {
        put("role", "assistant")
        put("content", contents.joinToString("").takeIf { contents.isNotEmpty() })
        put("refusal", refusal)
        if (calls.isNotEmpty()) {
            putJsonArray("tool_calls") {
                calls.forEach { call -> add(call.json(arguments = call.arguments.joinToString(""))) }
            }
        }
    }

    /** The fragments of each call: the first names it, the others carry pieces of its arguments. */
    private fun callDeltas(): List<JsonArray> {
        val byCall = calls.mapIndexed { index, call ->
            val opening = JsonObject(mapOf<String, JsonElement>("index" to JsonPrimitive(index)) + call.json(arguments = ""))
            val rest = call.arguments.map { piece ->
                buildJsonObject {
                    put("index", index)
                    putJsonObject("function") { put("arguments", piece) }
                }
            }
            listOf(opening) + rest
        }
        val ordered = if (interleaved) {
            (0 until (byCall.maxOfOrNull { it.size } ?: 0)).flatMap { turn -> byCall.mapNotNull { it.getOrNull(turn) } }
        } else {
            byCall.flatten()
        }
        return ordered.map { JsonArray(listOf(it)) }
    }

    private fun delta(vararg fields: Pair<String, JsonElement>) = JsonObject(mapOf(*fields))

    private fun chunk(delta: JsonObject, finish: String? = null): Step = Step.event(
        envelope("chat.completion.chunk") {
            putJsonArray("choices") {
                add(
                    buildJsonObject {
                        put("index", 0)
                        put("delta", delta)
                        put("logprobs", JsonNull)
                        put("finish_reason", finish)
                    },
                )
            }
        }.toString(),
    )

    private fun usageChunk() = envelope("chat.completion.chunk") {
        put("choices", buildJsonArray { })
        put("usage", usage)
    }

    private fun envelope(kind: String, fields: JsonObjectBuilder.() -> Unit): JsonObject {
        val all = buildJsonObject {
            put("id", id)
            put("object", kind)
            put("created", created)
            put("model", model)
            fields()
        }
        return JsonObject(all.filterKeys { it !in omitted })
    }

    internal class Call(val id: String, val name: String, val arguments: List<String>) {
        fun json(arguments: String): JsonObject = buildJsonObject {
            put("id", id)
            put("type", "function")
            putJsonObject("function") {
                put("name", name)
                put("arguments", arguments)
            }
        }
    }

    /** Makes an [OpenAiChatReply]. */
    public class Builder {
        internal val contents = ArrayList<String>()
        internal val calls = ArrayList<Call>()
        internal val omitted = LinkedHashSet<String>()
        internal var refusal: String? = null
        internal var finishReason = ""
        internal var unfinished = false
        internal var done = true
        internal var interleaved = false
        internal var promptTokens = 10
        internal var completionTokens = 20
        internal var requestId = "req_1"
        internal var id = "chatcmpl-1"
        internal var created = 1_700_000_000L
        internal var model = "gpt-test"
        private var size = DEFAULT_FRAGMENT

        /** In how many characters each the texts and arguments that are added from now on arrive when streamed. */
        public fun pieces(characters: Int): Builder = apply { size = checkedFragment(characters) }

        /** Adds text, to be streamed in pieces. */
        public fun text(text: String): Builder = apply { contents += fragments(text, size) }

        /** Adds text that is streamed in exactly these pieces. */
        public fun textPieces(vararg pieces: String): Builder = apply { contents += pieces }

        /** Adds a tool call with its arguments, JSON as text. */
        public fun toolCall(id: String, name: String, arguments: String): Builder =
            apply { calls += Call(id, name, fragments(arguments, size)) }

        /** Lets the fragments of several tool calls arrive in turns. */
        public fun interleaved(): Builder = apply { interleaved = true }

        /** Refuses, with these words. */
        public fun refusal(text: String): Builder = apply { refusal = text }

        /** Sets the finish reason; without it, `tool_calls` if there are any, else `stop`. */
        public fun finishReason(reason: String): Builder = apply { finishReason = reason }

        /** Leaves out the chunk with the finish reason. */
        public fun withoutFinish(): Builder = apply { unfinished = true }

        /** Leaves out the closing `[DONE]`. */
        public fun withoutDone(): Builder = apply { done = false }

        /** Sets the token counts. */
        public fun usage(promptTokens: Int, completionTokens: Int): Builder = apply {
            this.promptTokens = promptTokens
            this.completionTokens = completionTokens
        }

        /** Leaves out top-level fields such as `id`, `created` or `usage`, as some servers do. */
        public fun omit(vararg fields: String): Builder = apply { omitted += fields }

        /** Sets the `x-request-id` header. */
        public fun requestId(value: String): Builder = apply { requestId = value }

        /** Sets the completion's id. */
        public fun id(value: String): Builder = apply { id = value }

        /** Sets the time of creation, in seconds since 1970. */
        public fun created(value: Long): Builder = apply { created = value }

        /** Sets the name of the model that answered. */
        public fun model(value: String): Builder = apply { model = value }

        public fun build(): OpenAiChatReply = OpenAiChatReply(this)
    }

    public companion object {
        private const val REQUEST_ID = "x-request-id"

        /** A builder of a reply that says nothing yet. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /** A reply of text alone. */
        @JvmStatic
        public fun text(text: String): OpenAiChatReply = Builder().text(text).build()

        /** An error answer. */
        @JvmStatic
        @JvmOverloads
        public fun error(status: Int, message: String, type: String = "invalid_request_error", code: String? = null): Answer =
            Answer.json(errorBody(message, type, code), status).newBuilder().header(REQUEST_ID, "req_1").build()

        /** An error in the middle of a stream that began with status 200. */
        @JvmStatic
        @JvmOverloads
        public fun errorEvent(message: String, type: String = "server_error", code: String? = null): Step =
            Step.event(errorBody(message, type, code))

        private fun errorBody(message: String, type: String, code: String?) = buildJsonObject {
            putJsonObject("error") {
                put("message", message)
                put("type", type)
                put("param", JsonNull)
                put("code", code)
            }
        }.toString()
    }
}
