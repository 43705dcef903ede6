package dev.sluice

import dev.sluice.gemini.GeminiChatModel
import dev.sluice.gemini.GeminiConfig
import dev.sluice.gemini.GeminiDialect
import dev.sluice.gemini.GeminiEnvironment
import dev.sluice.gemini.GeminiModelRequests
import dev.sluice.gemini.Models
import dev.sluice.model.ChatModel
import dev.sluice.schema.PlainDialect
import dev.sluice.wire.RawRequests

/**
 * A client of Google's Gemini, by its Gemini API.
 *
 * ```kotlin
 * Gemini.fromEnvironment().use { gemini ->
 *     println(gemini.models.generateContent { model = "gemini-2.5-flash"; user("Hello!") }.text)
 * }
 * ```
 *
 * Make one and keep it: it holds the connections. Safe for use from any number of coroutines at once. [close] ends the calls that
 * still run with [dev.sluice.errors.ClientClosedException], and never blocks.
 */
public class Gemini private constructor(
    private val connection: Connection,
    private val address: String,
    private val builder: Builder,
    /** The models, and what they generate. */
    public val models: Models = Models(connection.calls),
) : ChatModel by GeminiChatModel(models, GeminiModelRequests(GeminiDialect, PlainDialect)),
    AutoCloseable {
    /** Paths that this version has no name for. */
    public val raw: RawRequests = RawRequests(connection.calls)

    override fun close(): Unit = connection.close()

    /**
     * A client like this one but for what [change] sets. It is cheap: both use the same connections, which are this one's. Closing the copy
     * does nothing, closing this one ends the calls of both.
     */
    @JvmSynthetic
    public fun withOptions(change: Builder.() -> Unit): Gemini = newBuilder().apply(change).build()

    /** A builder that starts from this client's options and makes a copy as [withOptions] does. */
    public fun newBuilder(): Builder = Builder(builder, connection)

    override fun toString(): String = "Gemini($address)"

    /** Makes a [Gemini]. What is not set has its default; the environment is read only on [fromEnvironment]. */
    public class Builder() : ClientBuilder<Builder>() {
        /** What [from] was told until now; for a client over the same [connection], if there is one. */
        internal constructor(from: Builder, connection: Connection?) : this() {
            continueFrom(from, connection)
        }

        /**
         * Takes what is not set here from the environment: `GOOGLE_API_KEY` or, without that, `GEMINI_API_KEY`, and
         * `GOOGLE_GEMINI_BASE_URL`. Where both keys are set, Google's own clients take the first, too.
         */
        override fun fromEnvironment(): Builder = super.fromEnvironment()

        /**
         * The client. No key is needed to make one: a call without any fails before it is sent.
         *
         * @throws dev.sluice.errors.InvalidRequestException when an option or a variable has no usable value
         */
        public fun build(): Gemini {
            val config = config(GeminiEnvironment(environment))
            return Gemini(connect(config.toEndpoint()), config.baseUrl.toString(), Builder(this, null))
        }

        private fun config(read: GeminiEnvironment) = GeminiConfig(
            baseUrl = givenBaseUrl() ?: read.baseUrl ?: GeminiConfig.BASE_URL,
            apiKey = givenKey() ?: read.apiKey,
            headers = headers,
            query = query,
        )
    }

    public companion object {
        /** A client with all that the environment tells; see [Builder.fromEnvironment]. */
        @JvmStatic
        public fun fromEnvironment(): Gemini = Builder().fromEnvironment().build()

        /** A client with what [options] set: `Gemini { apiKey = … }`. Reads no environment, unless told to. */
        @JvmSynthetic
        public operator fun invoke(options: Builder.() -> Unit): Gemini = Builder().apply(options).build()
    }
}
