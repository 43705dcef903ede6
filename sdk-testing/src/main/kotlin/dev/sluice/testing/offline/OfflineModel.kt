package dev.sluice.testing.offline

import dev.sluice.testing.ScriptedServer
import dev.sluice.testing.offline.anthropic.AnthropicService
import dev.sluice.testing.offline.gemini.GeminiService
import dev.sluice.testing.offline.openai.OpenAiService
import dev.sluice.testing.offline.wire.Front
import dev.sluice.testing.offline.wire.RequestLimit
import java.io.PrintStream
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors

/**
 * A stand-in for a language model that needs no key and no network: a server on 127.0.0.1 that speaks the wire of OpenAI, Anthropic and
 * Gemini, whole and streaming.
 *
 * | provider | what is served |
 * |---|---|
 * | OpenAI | chat completions, responses, embeddings, moderations, models, files, fine-tuning jobs, batches |
 * | Anthropic | messages, their count of tokens and batches, models |
 * | Gemini | `generateContent`, `streamGenerateContent`, `countTokens`, models |
 *
 * It *computes* every answer from the request: it reads the JSON schema that is asked for and the text that was sent, and fills
 * the one from the other by plain rules (amounts, dates, names, list items, words that fit an enum's values, sentences). Nothing
 * is canned: another text has another answer, and the same request always has the same one, to the byte. An answer
 * conforms to its schema; what the text does not say is null where the schema allows it. It understands nothing: use it for demos, for
 * tests of your own code around the model, and to see streams arrive, not to judge what a real model would say.
 *
 * Of a file that it is shown it knows what can be computed from the bytes: of an image (PNG, JPEG, GIF, BMP) its size, its colours and the
 * areas that stand out; of a PDF its pages and its plain text; of a WAV file its length, its form and how loud it gets. It fetches nothing.
 *
 * A tool is called when the question speaks of it by the words of its name or description and gives what it needs; what tools gave is
 * then the answer. A vector is made of a text's words. A fine-tuned model knows the examples of its file. Jobs and batches go on by one
 * step whenever they are retrieved: there is no clock in any answer.
 *
 * ```kotlin
 * OfflineModel.start().use { offline ->
 *     … // a client of OpenAI's wire with the base URL offline.openAiBaseUrl, or of Anthropic's with offline.anthropicBaseUrl; any key will do
 * }
 * ```
 *
 * ```java
 * try (OfflineModel offline = OfflineModel.builder().millisPerPiece(0).start()) {
 *   … // offline.getOpenAiBaseUrl(), offline.getAnthropicBaseUrl()
 * }
 * ```
 *
 * Requests that a real provider refuses are refused in its form: no key 401, an unknown path or model 404, a missing or wrong parameter
 * 400; any key will do, and any model of a known family (`gpt-…`, `claude-…`, `gemini-…`, `llama…`). [Builder.requestLimit] lets it
 * refuse requests as too many. It reads the first 200,000 characters of the user's message. Thread-safe.
 */
public class OfflineModel private constructor(options: Builder) : AutoCloseable {
    // Reading a long text takes a while, and an event loop must not be kept from writing other streams.
    private val readers: ExecutorService =
        Executors.newFixedThreadPool(READERS) { task -> Thread(task, "sluice-offline-model").apply { isDaemon = true } }
    private val front =
        Front(
            listOf(GeminiService(), AnthropicService(), OpenAiService()),
            options.millisPerPiece,
            options.requestLimit?.let(::RequestLimit),
        )
    private val server = ScriptedServer.builder().handler { front.answer(it) }.handlerExecutor(readers).maxRecords(RECORDS).start()

    /** The address itself, without a path: `http://127.0.0.1:49152`. */
    public val baseUrl: String = server.url

    /** The address for clients of Anthropic's wire: `http://127.0.0.1:49152`. */
    public val anthropicBaseUrl: String = server.url

    /** The address for clients of Gemini's wire: `http://127.0.0.1:49152`. */
    public val geminiBaseUrl: String = server.url

    /** The address for clients of OpenAI's wire, which has the version in it: `http://127.0.0.1:49152/v1`. */
    public val openAiBaseUrl: String = "${server.url}/v1"

    /** Stops; streams that still run break off. Idempotent. */
    override fun close() {
        server.close()
        readers.shutdownNow()
    }

    override fun toString(): String = "OfflineModel($baseUrl)"

    /** Makes an [OfflineModel]. */
    public class Builder {
        /** How long to wait before each piece of a stream, in milliseconds; pieces are about a word long. 0, for tests, does not wait. */
        @set:JvmSynthetic
        public var millisPerPiece: Long = 15

        /**
         * How many requests are answered before one is refused as too many (429, with `retry-after`); then as many are answered again, and so
         * on. It is counted and not timed: the same requests in the same order have the same answers. A refused request is answered when it
         * comes again. Null for no limit. Answers say in their headers how many are left.
         */
        @set:JvmSynthetic
        public var requestLimit: Int? = null

        /** Where it says, once, what it is and how to use a real model; null for nowhere. */
        @set:JvmSynthetic
        public var notice: PrintStream? = System.err

        /** Sets [millisPerPiece]. */
        public fun millisPerPiece(value: Long): Builder = apply { millisPerPiece = value }

        /** Sets [requestLimit]. */
        public fun requestLimit(value: Int?): Builder = apply { requestLimit = value }

        /** Sets [notice]. */
        public fun notice(value: PrintStream?): Builder = apply { notice = value }

        /** Starts it on a free port. */
        public fun start(): OfflineModel {
            require(millisPerPiece >= 0) { "millisPerPiece cannot be negative, is $millisPerPiece" }
            requestLimit?.let { require(it >= 1) { "requestLimit must be at least 1, is $it" } }
            val model = OfflineModel(this)
            notice?.println(
                "Sluice offline model at ${model.baseUrl}: answers are computed by rules from the text you send, " +
                    "no language model is asked. For a real one set OPENAI_API_KEY or ANTHROPIC_API_KEY.",
            )
            return model
        }
    }

    public companion object {
        private const val READERS = 2

        /** What was asked is of no use here; a few requests are kept for a debugger. */
        private const val RECORDS = 16

        /** A builder with the defaults. */
        @JvmStatic
        public fun builder(): Builder = Builder()

        /** Starts one with the defaults: the pace of a real model, a notice on stderr. */
        @JvmStatic
        public fun start(): OfflineModel = Builder().start()

        /** Starts one as [configure] says. */
        @JvmSynthetic
        public fun start(configure: Builder.() -> Unit): OfflineModel = Builder().apply(configure).start()
    }
}
