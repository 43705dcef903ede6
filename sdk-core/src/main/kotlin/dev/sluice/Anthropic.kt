package dev.sluice

import dev.sluice.anthropic.AnthropicChatModel
import dev.sluice.anthropic.AnthropicConfig
import dev.sluice.anthropic.AnthropicDialect
import dev.sluice.anthropic.AnthropicEnvironment
import dev.sluice.anthropic.AnthropicModelRequests
import dev.sluice.anthropic.ApiVersion
import dev.sluice.anthropic.Messages
import dev.sluice.limits.RetryPolicy
import dev.sluice.limits.Retrying
import dev.sluice.model.ChatModel
import dev.sluice.transport.Clock
import dev.sluice.transport.LentTransport
import dev.sluice.transport.Timeouts
import dev.sluice.transport.Transport
import dev.sluice.transport.Transports
import dev.sluice.wire.ApiKey
import dev.sluice.wire.BaseUrl
import dev.sluice.wire.Environment
import dev.sluice.wire.WireCalls

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
    private val transport: Transport,
    private val address: String,
    /** Messages. */
    public val messages: Messages,
) : ChatModel by AnthropicChatModel(messages, AnthropicModelRequests(AnthropicDialect)),
    AutoCloseable {
    override fun close(): Unit = transport.close()

    override fun toString(): String = "Anthropic($address)"

    /** Makes an [Anthropic]. What is not set has its default; the environment is read only on [fromEnvironment]. */
    public class Builder {
        private var environment = Environment { null }

        internal var clock: Clock = Clock.System

        /** The key, sent as `X-Api-Key`; from API version 2026-10-21 on as a bearer token. */
        @set:JvmSynthetic
        public var apiKey: String? = null

        /** Gives the key for each try of a call; takes the place of [apiKey]. */
        @set:JvmSynthetic
        public var apiKeyProvider: ApiKeyProvider? = null

        /** A bearer token, for gateways that ask for one; beside a key or in its place. */
        @set:JvmSynthetic
        public var authToken: String? = null

        /** The address that the endpoints stand under, with or without `/v1`; `https://api.anthropic.com` unless set. */
        @set:JvmSynthetic
        public var baseUrl: String? = null

        /** The version of the API, by its date: `2023-06-01`, which every gateway takes, or `2026-10-21`, which has no sampling parameters. */
        @set:JvmSynthetic
        public var apiVersion: String = ApiVersion.DEFAULT

        /** Headers of every request, over those of the library. */
        @set:JvmSynthetic
        public var headers: Map<String, String> = emptyMap()

        /** Parameters added to every URL. */
        @set:JvmSynthetic
        public var query: Map<String, String> = emptyMap()

        /** The time limits of a call. */
        @set:JvmSynthetic
        public var timeouts: Timeouts = Timeouts.DEFAULT

        /** When a call that failed is made again. */
        @set:JvmSynthetic
        public var retries: RetryPolicy = RetryPolicy.DEFAULT

        /** How requests travel; stays open when the client is closed. Null for a transport of the client's own. */
        @set:JvmSynthetic
        public var transport: Transport? = null

        /** Sets [apiKey]. */
        public fun apiKey(value: String?): Builder = apply { apiKey = value }

        /** Sets [apiKeyProvider]. */
        public fun apiKeyProvider(value: ApiKeyProvider?): Builder = apply { apiKeyProvider = value }

        /** Sets [authToken]. */
        public fun authToken(value: String?): Builder = apply { authToken = value }

        /** Sets [baseUrl]. */
        public fun baseUrl(value: String?): Builder = apply { baseUrl = value }

        /** Sets [apiVersion]. */
        public fun apiVersion(value: String): Builder = apply { apiVersion = value }

        /** Sets [headers]. */
        public fun headers(value: Map<String, String>): Builder = apply { headers = value }

        /** Sets [query]. */
        public fun query(value: Map<String, String>): Builder = apply { query = value }

        /** Sets [timeouts]. */
        public fun timeouts(value: Timeouts): Builder = apply { timeouts = value }

        /** Sets [retries]. */
        public fun retries(value: RetryPolicy): Builder = apply { retries = value }

        /** Sets [transport]. */
        public fun transport(value: Transport?): Builder = apply { transport = value }

        /**
         * Takes what is not set here from the environment: `ANTHROPIC_API_KEY`, `ANTHROPIC_AUTH_TOKEN`, `ANTHROPIC_BASE_URL` and
         * `ANTHROPIC_CUSTOM_HEADERS` (lines of `Name: value`, below [headers]).
         */
        public fun fromEnvironment(): Builder = fromEnvironment(System::getenv)

        internal fun fromEnvironment(read: (String) -> String?): Builder = apply { environment = Environment(read) }

        /**
         * The client. No key is needed to make one: a call without any fails before it is sent.
         *
         * @throws dev.sluice.errors.InvalidRequestException when an option or a variable has no usable value
         */
        public fun build(): Anthropic {
            val config = config(AnthropicEnvironment(environment))
            val endpoint = config.toEndpoint()
            val used = transport?.let(::LentTransport) ?: Transports.default(timeouts)
            val calls = WireCalls(Retrying(used, retries, timeouts, clock), endpoint, timeouts)
            return Anthropic(used, config.baseUrl.toString(), Messages(calls, config.apiVersion))
        }

        private fun config(read: AnthropicEnvironment) = AnthropicConfig(
            baseUrl = baseUrl?.let { BaseUrl.parse(it, "baseUrl") } ?: read.baseUrl ?: AnthropicConfig.BASE_URL,
            apiKey = apiKeyProvider?.let { ApiKey("apiKeyProvider", it::apiKey) } ?: apiKey?.let { ApiKey.of(it, "apiKey") } ?: read.apiKey,
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
