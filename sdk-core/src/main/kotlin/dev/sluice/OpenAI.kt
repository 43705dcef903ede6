package dev.sluice

import dev.sluice.errors.InvalidRequestException
import dev.sluice.model.ChatModel
import dev.sluice.openai.Chat
import dev.sluice.openai.ChatCompletions
import dev.sluice.openai.OpenAiCalls
import dev.sluice.openai.OpenAiChatModel
import dev.sluice.openai.OpenAiConfig
import dev.sluice.openai.OpenAiDialect
import dev.sluice.openai.OpenAiEnvironment
import dev.sluice.openai.OpenAiModelRequests
import dev.sluice.openai.batches.Batches
import dev.sluice.openai.embeddings.Embeddings
import dev.sluice.openai.files.Files
import dev.sluice.openai.finetuning.FineTuning
import dev.sluice.openai.finetuning.FineTuningJobs
import dev.sluice.openai.models.Models
import dev.sluice.openai.moderations.Moderations
import dev.sluice.openai.responses.Responses
import dev.sluice.schema.PlainDialect
import dev.sluice.wire.ApiKey
import dev.sluice.wire.BaseUrl
import dev.sluice.wire.RawRequests

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
public class OpenAI private constructor(
    private val connection: Connection,
    private val address: String,
    private val builder: Builder,
    private val calls: OpenAiCalls = OpenAiCalls(connection.calls),
    completions: ChatCompletions = ChatCompletions(calls, builder.server?.asksForUsage ?: true),
) : ChatModel by OpenAiChatModel(
    completions,
    OpenAiModelRequests(OpenAiDialect, PlainDialect, builder.server?.usesMaxTokens == true),
    builder.server?.name ?: "openai",
    builder.server?.outputModes,
),
    AutoCloseable {
    /** Everything below `/chat`. */
    public val chat: Chat = Chat(completions)

    /** Responses: what chat completions do, with state, items and tools that the provider runs. */
    public val responses: Responses = Responses(calls, builder.server?.name ?: "openai", builder.server?.outputModes)

    /** Vectors of texts. */
    public val embeddings: Embeddings = Embeddings(calls)

    /** Judgements of what may be harmful. */
    public val moderations: Moderations = Moderations(calls)

    /** The models that the key may use. */
    public val models: Models = Models(calls)

    /** Files that the server keeps. */
    public val files: Files = Files(calls)

    /** Everything below `/fine_tuning`. */
    public val fineTuning: FineTuning = FineTuning(FineTuningJobs(calls))

    /** Files of requests, worked through within a day. */
    public val batches: Batches = Batches(calls)

    /** Paths that this version has no name for. */
    public val raw: RawRequests = RawRequests(connection.calls)

    override fun close(): Unit = connection.close()

    /**
     * A client like this one but for what [change] sets. It is cheap: both use the same connections, which are this one's. Closing the copy
     * does nothing, closing this one ends the calls of both.
     */
    @JvmSynthetic
    public fun withOptions(change: Builder.() -> Unit): OpenAI = newBuilder().apply(change).build()

    /** A builder that starts from this client's options and makes a copy as [withOptions] does. */
    public fun newBuilder(): Builder = Builder(builder, connection)

    override fun toString(): String = "OpenAI($address)"

    /** Makes an [OpenAI]. What is not set has its default; the environment is read only on [fromEnvironment]. */
    public class Builder() : ClientBuilder<Builder>() {
        /** What [from] was told until now; for a client over the same [connection], if there is one. */
        internal constructor(from: Builder, connection: Connection?) : this() {
            continueFrom(from, connection)
            server = from.server
            organization = from.organization
            project = from.project
        }

        /** The server behind OpenAI's language, if it is not OpenAI: its address, the name of its key's variable, what it takes. */
        @set:JvmSynthetic
        public var server: CompatibleServer? = null

        /** The organization that calls are charged to, for keys of several. */
        @set:JvmSynthetic
        public var organization: String? = null

        /** The project that calls are charged to, for keys of several. */
        @set:JvmSynthetic
        public var project: String? = null

        /** Sets [server]. */
        public fun server(value: CompatibleServer?): Builder = apply { server = value }

        /** Sets [organization]. */
        public fun organization(value: String?): Builder = apply { organization = value }

        /** Sets [project]. */
        public fun project(value: String?): Builder = apply { project = value }

        /**
         * Takes what is not set here from the environment: `OPENAI_API_KEY`, `OPENAI_BASE_URL`, `OPENAI_ORG_ID`, `OPENAI_PROJECT_ID`
         * and `OPENAI_CUSTOM_HEADERS` (lines of `Name: value`, below [headers]). With a [server], that server's variables alone.
         */
        override fun fromEnvironment(): Builder = super.fromEnvironment()

        /**
         * The client. No key is needed to make one: a call without any fails before it is sent.
         *
         * @throws dev.sluice.errors.InvalidRequestException when an option or a variable has no usable value
         */
        public fun build(): OpenAI {
            val config = server?.let(::configOf) ?: config(OpenAiEnvironment(environment))
            return OpenAI(connect(config.toEndpoint()), config.baseUrl.toString(), Builder(this, null))
        }

        private fun configOf(server: CompatibleServer): OpenAiConfig {
            val moved = server.baseUrlVariable?.let(environment::baseUrl)?.orBelow(server.basePath)
            val known = givenBaseUrl() ?: moved ?: server.baseUrl?.let { BaseUrl.parse(it, server.name) }
            val key = givenKey() ?: server.keyVariable?.let(environment::apiKey)
            return OpenAiConfig(
                baseUrl = known ?: throw InvalidRequestException(
                    "It is not known where ${server.name} is: set baseUrl" +
                        server.baseUrlVariable?.let { ", or the environment variable $it and read it with fromEnvironment()" }.orEmpty() +
                        ".",
                ),
                // A server that asks for no key takes any; some want to see the header all the same.
                apiKey = key ?: if (server.keyVariable == null) ApiKey.of("none", server.name) else null,
                headers = headers,
                query = query,
                keyVariable = server.keyVariable ?: OpenAiEnvironment.KEY,
                owner = server.name,
            )
        }

        private fun config(read: OpenAiEnvironment) = OpenAiConfig(
            baseUrl = givenBaseUrl() ?: read.baseUrl ?: OpenAiConfig.BASE_URL,
            apiKey = givenKey() ?: read.apiKey,
            organization = organization ?: read.organization,
            project = project ?: read.project,
            headers = read.headers + headers,
            query = query,
        )
    }

    public companion object {
        /** A client of [server] with what its environment variables tell; [options] set more. */
        @JvmSynthetic
        public fun of(server: CompatibleServer, options: Builder.() -> Unit = {}): OpenAI =
            Builder().server(server).fromEnvironment().apply(options).build()

        /** A client with all that the environment tells; see [Builder.fromEnvironment]. */
        @JvmStatic
        public fun fromEnvironment(): OpenAI = Builder().fromEnvironment().build()

        /** A client with what [options] set: `OpenAI { apiKey = … }`. Reads no environment, unless told to. */
        @JvmSynthetic
        public operator fun invoke(options: Builder.() -> Unit): OpenAI = Builder().apply(options).build()
    }
}
