package dev.sluice

import dev.sluice.limits.RetryPolicy
import dev.sluice.limits.Retrying
import dev.sluice.model.ChatModel
import dev.sluice.openai.Chat
import dev.sluice.openai.ChatCompletions
import dev.sluice.openai.OpenAiChatModel
import dev.sluice.openai.OpenAiConfig
import dev.sluice.openai.OpenAiDialect
import dev.sluice.openai.OpenAiEnvironment
import dev.sluice.openai.OpenAiModelRequests
import dev.sluice.schema.PlainDialect
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
 * A client of OpenAI, and of the many servers that speak its language: give their address as `baseUrl`.
 *
 * ```kotlin
 * OpenAI.fromEnvironment().use { openai ->
 *     println(openai.chat.completions.create { model = "gpt-4o-mini"; user("Hello!") }.text)
 * }
 * ```
 *
 * Make one and keep it: it holds the connections. Safe for use from any number of coroutines at once. [close] ends the calls that
 * still run with [dev.sluice.errors.ClientClosedException], and never blocks.
 */
public class OpenAI private constructor(private val transport: Transport, private val address: String, completions: ChatCompletions) :
    ChatModel by OpenAiChatModel(completions, OpenAiModelRequests(OpenAiDialect, PlainDialect)),
    AutoCloseable {
    /** Everything below `/chat`. */
    public val chat: Chat = Chat(completions)

    override fun close(): Unit = transport.close()

    override fun toString(): String = "OpenAI($address)"

    /** Makes an [OpenAI]. What is not set has its default; the environment is read only on [fromEnvironment]. */
    public class Builder {
        private var environment = Environment { null }

        internal var clock: Clock = Clock.System

        /** The key. */
        @set:JvmSynthetic
        public var apiKey: String? = null

        /** Gives the key for each try of a call; takes the place of [apiKey]. */
        @set:JvmSynthetic
        public var apiKeyProvider: ApiKeyProvider? = null

        /** The address that the endpoints stand under; `https://api.openai.com/v1` unless set. */
        @set:JvmSynthetic
        public var baseUrl: String? = null

        /** The organization that calls are charged to, for keys of several. */
        @set:JvmSynthetic
        public var organization: String? = null

        /** The project that calls are charged to, for keys of several. */
        @set:JvmSynthetic
        public var project: String? = null

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

        /** Sets [baseUrl]. */
        public fun baseUrl(value: String?): Builder = apply { baseUrl = value }

        /** Sets [organization]. */
        public fun organization(value: String?): Builder = apply { organization = value }

        /** Sets [project]. */
        public fun project(value: String?): Builder = apply { project = value }

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
         * Takes what is not set here from the environment: `OPENAI_API_KEY`, `OPENAI_BASE_URL`, `OPENAI_ORG_ID`, `OPENAI_PROJECT_ID`
         * and `OPENAI_CUSTOM_HEADERS` (lines of `Name: value`, below [headers]).
         */
        public fun fromEnvironment(): Builder = fromEnvironment(System::getenv)

        internal fun fromEnvironment(read: (String) -> String?): Builder = apply { environment = Environment(read) }

        /**
         * The client. No key is needed to make one: a call without any fails before it is sent.
         *
         * @throws dev.sluice.errors.InvalidRequestException when an option or a variable has no usable value
         */
        public fun build(): OpenAI {
            val config = config(OpenAiEnvironment(environment))
            val endpoint = config.toEndpoint()
            val used = transport?.let(::LentTransport) ?: Transports.default(timeouts)
            val calls = WireCalls(Retrying(used, retries, timeouts, clock), endpoint, timeouts)
            return OpenAI(used, config.baseUrl.toString(), ChatCompletions(calls))
        }

        private fun config(read: OpenAiEnvironment) = OpenAiConfig(
            baseUrl = baseUrl?.let { BaseUrl.parse(it, "baseUrl") } ?: read.baseUrl ?: OpenAiConfig.BASE_URL,
            apiKey = apiKeyProvider?.let { ApiKey("apiKeyProvider", it::apiKey) } ?: apiKey?.let { ApiKey.of(it, "apiKey") } ?: read.apiKey,
            organization = organization ?: read.organization,
            project = project ?: read.project,
            headers = read.headers + headers,
            query = query,
        )
    }

    public companion object {
        /** A client with all that the environment tells; see [Builder.fromEnvironment]. */
        @JvmStatic
        public fun fromEnvironment(): OpenAI = Builder().fromEnvironment().build()

        /** A client with what [options] set: `OpenAI { apiKey = … }`. Reads no environment, unless told to. */
        @JvmSynthetic
        public operator fun invoke(options: Builder.() -> Unit): OpenAI = Builder().apply(options).build()
    }
}
