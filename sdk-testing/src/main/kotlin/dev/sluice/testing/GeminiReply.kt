package dev.sluice.testing

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.add
import kotlinx.serialization.json.addJsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray
import kotlinx.serialization.json.putJsonObject

/**
 * A reply in the form of Gemini's generated content. Immutable.
 *
 * ```kotlin
 * server.enqueue(GeminiReply.builder().thought("Hm.").functionCall("User", """{"name": "Ada"}""").build())
 * ```
 *
 * As a [RequestHandler] it streams if the request's path ends in `:streamGenerateContent`.
 */
public class GeminiReply private constructor(from: Builder) : Reply {
    private val pieces = from.pieces.toList()
    private val blockReason = from.blockReason
    private val finishReason = from.finishReason
    private val inputTokens = from.inputTokens
    private val outputTokens = from.outputTokens
    private val omitted = from.omitted.toSet()
    private val id = from.id
    private val model = from.model

    override fun answer(request: RecordedRequest): Answer = if (request.path.endsWith(":streamGenerateContent")) stream() else whole()

    override fun whole(): Answer = Answer.json(response(merged(), finishReason, outputTokens).toString())

    override fun stream(): Answer = Answer.sse().steps(events()).build()

    override fun events(): List<Step> {
        if (blockReason != null) return listOf(event(response(emptyList(), null, outputTokens)))
        // The servers have nothing to say at the end but the reason for it, and say it with the last piece.
        val chunks = pieces.ifEmpty { listOf(null) }
        return chunks.mapIndexed { index, piece ->
            val isLast = index == chunks.lastIndex
            event(response(listOfNotNull(piece), finishReason.takeIf { isLast }, if (isLast) outputTokens else 0))
        }
    }

    private fun response(parts: List<Piece>, reason: String?, outputTokens: Int): JsonObject {
        val all = buildJsonObject {
            if (blockReason == null) candidate(parts, reason) else putJsonObject("promptFeedback") { put("blockReason", blockReason) }
            putJsonObject("usageMetadata") {
                put("promptTokenCount", inputTokens)
                if (outputTokens > 0) put("candidatesTokenCount", outputTokens)
                put("totalTokenCount", inputTokens + outputTokens)
            }
            put("modelVersion", model)
            put("responseId", id)
        }
        return JsonObject(all.filterKeys { it !in omitted })
    }

    private fun JsonObjectBuilder.candidate(parts: List<Piece>, reason: String?) {
        putJsonArray("candidates") {
            addJsonObject {
                putJsonObject("content") {
                    if (parts.isNotEmpty()) putJsonArray("parts") { parts.forEach { add(it.json()) } }
                    put("role", "model")
                }
                if (reason != null) put("finishReason", reason)
                put("index", 0)
            }
        }
    }

    /** The pieces as an answer that does not stream tells them: those of one part in one. */
    private fun merged(): List<Piece> {
        val whole = ArrayList<Piece>()
        for (piece in pieces) {
            val last = whole.lastOrNull()
            if (piece is Piece.Text && last is Piece.Text && last.part == piece.part) {
                whole[whole.lastIndex] = Piece.Text(piece.part, last.text + piece.text, piece.isThought)
            } else {
                whole += piece
            }
        }
        return whole
    }

    private fun event(response: JsonObject): Step = Step.event(response.toString())

    /** What one event of a stream brings: a piece of the text of [Text.part], or a call. */
    internal sealed interface Piece {
        fun json(): JsonObject

        class Text(val part: Int, val text: String, val isThought: Boolean) : Piece {
            override fun json() = buildJsonObject {
                put("text", text)
                if (isThought) put("thought", true)
            }
        }

        class Call(val name: String, val args: JsonObject, val id: String?) : Piece {
            override fun json() = buildJsonObject {
                putJsonObject("functionCall") {
                    id?.let { put("id", it) }
                    put("name", name)
                    put("args", args)
                }
            }
        }
    }

    /** Makes a [GeminiReply]. The parts stand in the order in which they were added. */
    public class Builder {
        internal val pieces = ArrayList<Piece>()
        internal val omitted = LinkedHashSet<String>()
        internal var finishReason: String? = "STOP"
        internal var blockReason: String? = null
        internal var inputTokens = 10
        internal var outputTokens = 20
        internal var id = "req_1"
        internal var model = "gemini-test"
        private var size = DEFAULT_FRAGMENT
        private var parts = 0

        /** In how many characters each the text that is added from now on arrives when streamed. */
        public fun pieces(characters: Int): Builder = apply { size = checkedFragment(characters) }

        /** Adds text. */
        public fun text(text: String): Builder = part(fragments(text, size), isThought = false)

        /** Adds text that is streamed in exactly these pieces. */
        public fun textPieces(vararg pieces: String): Builder = part(pieces.toList(), isThought = false)

        /** Adds a summary of what was thought. */
        public fun thought(text: String): Builder = part(fragments(text, size), isThought = true)

        /** Adds a function call with its arguments, a JSON object as text; empty means `{}`. It comes whole, as Gemini's do. */
        @JvmOverloads
        public fun functionCall(name: String, args: String, id: String? = null): Builder =
            apply { pieces += Piece.Call(name, Json.parseToJsonElement(args.ifBlank { "{}" }) as JsonObject, id) }

        /** Sets the finish reason; without it, `STOP`. */
        public fun finishReason(reason: String): Builder = apply { finishReason = reason }

        /** Leaves out the finish reason, without which a stream has not ended. */
        public fun withoutFinishReason(): Builder = apply { finishReason = null }

        /** Blocks the prompt: there is no answer, and [reason] (`SAFETY`) stands in its place. */
        public fun blocked(reason: String): Builder = apply { blockReason = reason }

        /** Sets the token counts. */
        public fun usage(inputTokens: Int, outputTokens: Int): Builder = apply {
            this.inputTokens = inputTokens
            this.outputTokens = outputTokens
        }

        /** Leaves out fields of the response such as `responseId` or `usageMetadata`. */
        public fun omit(vararg fields: String): Builder = apply { omitted += fields }

        /** Sets the response's id, which is the call's too. */
        public fun id(value: String): Builder = apply { id = value }

        /** Sets the name of the model that answered. */
        public fun model(value: String): Builder = apply { model = value }

        public fun build(): GeminiReply = GeminiReply(this)

        private fun part(texts: List<String>, isThought: Boolean) = apply {
            parts++
            texts.forEach { pieces += Piece.Text(parts, it, isThought) }
        }
    }

    public companion object {
        /** A builder of a reply that says nothing yet. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /** A reply of text alone. */
        @JvmStatic
        public fun text(text: String): GeminiReply = Builder().text(text).build()

        /** An error answer, such as 429 with `RESOURCE_EXHAUSTED`. */
        @JvmStatic
        public fun error(status: Int, type: String, message: String): Answer = Answer.json(errorBody(status, type, message), status)

        /** An error in the middle of a stream that began with status 200; [code] is the status that it would have had. */
        @JvmStatic
        public fun errorEvent(code: Int, type: String, message: String): Step = Step.event(errorBody(code, type, message))

        private fun errorBody(code: Int, type: String, message: String) = buildJsonObject {
            putJsonObject("error") {
                put("code", code)
                put("message", message)
                put("status", type)
            }
        }.toString()
    }
}
