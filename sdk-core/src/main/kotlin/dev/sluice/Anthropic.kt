package dev.sluice

import dev.sluice.anthropic.AnthropicCalls
import dev.sluice.anthropic.AnthropicChatModel
import dev.sluice.anthropic.AnthropicConfig
import dev.sluice.anthropic.AnthropicDialect
import dev.sluice.anthropic.AnthropicEnvironment
import dev.sluice.anthropic.AnthropicModelRequests
import dev.sluice.anthropic.ApiVersion
import dev.sluice.anthropic.Messages
import dev.sluice.anthropic.models.Models
import dev.sluice.model.ChatModel
import dev.sluice.wire.ApiKey
import dev.sluice.wire.RawRequests

/**
 * A client of Anthropic, and of servers that speak its language: give their address as `baseUrl`.
 *
 * ```kotlin
 * Anthropic.fromEnvironment().use { claude ->
 *     println(claude.messages.create { model = "claude-haiku-4-5"; maxTokens = 1024; user("Hello!") }.text)
 * }
 * ```
 *
 * Make one and keep it: it holds the connections. Safe for use from any number of coroutines at once. [close] ends the calls that
 * still run with [dev.sluice.errors.ClientClosedException], and never blocks.
 */
public class Anthropic private constructor(
    private val connection: Connection,
    private val address: String,
    private val builder: Builder,
    private val calls: AnthropicCalls = AnthropicCalls(connection.calls, ApiVersion(builder.apiVersion)),
    /** Messages, and batches of them. */
    public val messages: Messages = Messages(calls),
) : ChatModel by AnthropicChatModel(messages, AnthropicModelRequests(AnthropicDialect)),
    AutoCloseable {
    /** The models that the key may use. */
    public val models: Models = Models(calls)

    /** Paths that this version has no name for. */
    public val raw: RawRequests = RawRequests(connection.calls)

    override fun close(): Unit = connection.close()

    /**
     * A client like this one but for what [change] sets. It is cheap: both use the same connections, which are this one's. Closing the copy
     * does nothing, closing this one ends the calls of both.
     */
    @JvmSynthetic
    public fun withOptions(change: Builder.() -> Unit): Anthropic = newBuilder().apply(change).build()

    /** A builder that starts from this client's options and makes a copy as [withOptions] does. */
    public fun newBuilder(): Builder = Builder(builder, connection)

    override fun toString(): String = "Anthropic($address)"

    /** Makes an [Anthropic]. What is not set has its default; the environment is read only on [fromEnvironment]. */
    public class Builder() : ClientBuilder<Builder>() {
        /** What [from] was told until now; for a client over the same [connection], if there is one. */
        internal constructor(from: Builder, connection: Connection?) : this() {
            continueFrom(from, connection)
            authToken = from.authToken
            apiVersion = from.apiVersion
        }

        /** A bearer token, for gateways that ask for one; beside a key or in its place. */
        @set:JvmSynthetic
        public var authToken: String? = null

        /** The version of the API, by its date: `2023-06-01`, which every gateway takes, or `2026-10-21`, which has no sampling parameters. */
        @set:JvmSynthetic
        public var apiVersion: String = ApiVersion.DEFAULT

        /** Sets [authToken]. */
        public fun authToken(value: String?): Builder = apply { authToken = value }

        /** Sets [apiVersion]. */
        public fun apiVersion(value: String): Builder = apply { apiVersion = value }

        /**
         * Takes what is not set here from the environment: `ANTHROPIC_API_KEY`, `ANTHROPIC_AUTH_TOKEN`, `ANTHROPIC_BASE_URL` and
         * `ANTHROPIC_CUSTOM_HEADERS` (lines of `Name: value`, below [headers]).
         */
        override fun fromEnvironment(): Builder = super.fromEnvironment()

        /**
         * The client. No key is needed to make one: a call without any fails before it is sent.
         *
         * @throws dev.sluice.errors.InvalidRequestException when an option or a variable has no usable value
         */
        public fun build(): Anthropic {
            val config = config(AnthropicEnvironment(environment))
            return Anthropic(connect(config.toEndpoint()), config.baseUrl.toString(), Builder(this, null))
        }

        private fun config(read: AnthropicEnvironment) = AnthropicConfig(
            baseUrl = givenBaseUrl() ?: read.baseUrl ?: AnthropicConfig.BASE_URL,
            apiKey = givenKey() ?: read.apiKey,
            authToken = authToken?.let { ApiKey.of(it, "authToken") } ?: read.authToken,
            apiVersion = ApiVersion(apiVersion),
            headers = read.headers + headers,
            query = query,
        )
    }

    public companion object {
        /** A client with all that the environment tells; see [Builder.fromEnvironment]. */
        @JvmStatic
        public fun fromEnvironment(): Anthropic = Builder().fromEnvironment().build()

        /** A client with what [options] set: `Anthropic { apiKey = … }`. Reads no environment, unless told to. */
        @JvmSynthetic
        public operator fun invoke(options: Builder.() -> Unit): Anthropic = Builder().apply(options).build()
    }
}
