package dev.sluice.anthropic

import dev.sluice.errors.InvalidRequestException
import dev.sluice.wire.BodyFields
import dev.sluice.wire.RequestOptions
import dev.sluice.wire.RequestOptionsBuilder
import dev.sluice.wire.array
import dev.sluice.wire.boolean
import dev.sluice.wire.int
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A request for a message. Immutable; one request can be sent any number of times.
 *
 * What has no option of its own here travels in [extraBody], as the provider's reference writes it.
 */
public class MessageRequest private constructor(
    private val fields: BodyFields,
    /** Beta features that the request uses, for the header `anthropic-beta`. */
    public val betas: List<String>,
    /** Headers, limits and fields of this request alone. */
    public val options: RequestOptions,
) {
    /** The body as [Messages.create] sends it. */
    public val body: JsonObject = fields.toJson(options.extraBody)

    /** The body as [Messages.stream] sends it. */
    internal fun streamBody(): JsonObject = JsonObject(body + ("stream" to JsonPrimitive(true)))

    /** The body as [Messages.countTokens] sends it: without what has no bearing on the count, which that endpoint refuses. */
    internal fun countBody(): JsonObject = JsonObject(body - UNCOUNTED)

    /** Refuses to ask for an answer without a limit; to count tokens none is needed. */
    internal fun checkLimit() {
        if (body.int("max_tokens") != null) return
        throw InvalidRequestException("Anthropic needs a limit of tokens with every request: set maxTokens, to 1024 for one.")
    }

    /** A builder that starts from this request. */
    public fun newBuilder(): Builder = Builder(fields.copy(), options).betas(betas)

    /** The model alone: the rest may be long, and private. */
    override fun toString(): String = "MessageRequest(model=${body["model"]})"

    /**
     * Makes a [MessageRequest]. [model] and at least one message are needed, and [maxTokens] but to count tokens. Not safe for use by
     * several threads at once.
     */
    public class Builder internal constructor(private val fields: BodyFields, options: RequestOptions = RequestOptions.NONE) :
        RequestOptionsBuilder<Builder>(options) {
        /** An empty builder. */
        public constructor() : this(BodyFields())

        /** The model's id, such as `claude-haiku-4-5`. */
        @set:JvmSynthetic
        public var model: String? by fields.string("model")

        /** The most tokens that may be generated, thinking included. Needed for an answer. */
        @set:JvmSynthetic
        public var maxTokens: Int? by fields.int("max_tokens")

        /** The conversation so far. */
        @set:JvmSynthetic
        public var messages: List<MessageParam> by fields.list("messages", { (it as? JsonObject)?.let(MessageParam::of) }, { it.json })

        /** Instructions of the application's. Null as well when they stand in [systemBlocks]. */
        @set:JvmSynthetic
        public var system: String? by fields.string("system")

        /** The same in blocks, so that a part can be marked for the prompt cache. Takes the place of [system]. */
        @set:JvmSynthetic
        public var systemBlocks: List<ContentBlockParam> by fields.list("system", {
            (it as? JsonObject)?.let(ContentBlockParam::of)
        }, { it.json })

        /** How much chance there is in the choice of words, from 0 to 1. Not from API version 2026-10-21 on. */
        @set:JvmSynthetic
        public var temperature: Double? by fields.double("temperature")

        /** Only the likeliest words that together have this probability are chosen from. Not from API version 2026-10-21 on. */
        @set:JvmSynthetic
        public var topP: Double? by fields.double("top_p")

        /** Only this many of the likeliest words are chosen from. Not from API version 2026-10-21 on. */
        @set:JvmSynthetic
        public var topK: Int? by fields.int("top_k")

        /** Sequences at which generation stops. */
        @set:JvmSynthetic
        public var stopSequences: List<String> by fields.strings("stop_sequences")

        /** The tools that the model may call. */
        @set:JvmSynthetic
        public var tools: List<Tool> by fields.list("tools", { (it as? JsonObject)?.let(Tool::of) }, { it.json })

        /** Whether the model may, must or must not call a tool. */
        @set:JvmSynthetic
        public var toolChoice: ToolChoice? by fields.field("tool_choice", { (it as? JsonObject)?.let(ToolChoice::of) }, { it.json })

        /** Whether and how much the model thinks before it answers. */
        @set:JvmSynthetic
        public var thinking: Thinking? by fields.field("thinking", { (it as? JsonObject)?.let(Thinking::of) }, { it.json })

        /** The form of the answer, and the effort that goes into it. */
        @set:JvmSynthetic
        public var outputConfig: OutputConfig? by
            fields.field("output_config", { (it as? JsonObject)?.let(OutputConfig::of) }, { it.json })

        /** Keeps as much of the request as can be kept in the prompt cache, without marks on single blocks. */
        @set:JvmSynthetic
        public var cacheControl: CacheControl? by
            fields.field("cache_control", { (it as? JsonObject)?.let(CacheControl::of) }, { it.json })

        /** Facts about the request, such as `user_id`: a stable name, without meaning to others, of the person that it is made for. */
        @set:JvmSynthetic
        public var metadata: Map<String, String> by fields.stringMap("metadata")

        /** The class of service: `auto` or `standard_only`. */
        @set:JvmSynthetic
        public var serviceTier: String? by fields.string("service_tier")

        /** How fast the answer is generated: `standard` or, for a higher price and on some models, `fast`. */
        @set:JvmSynthetic
        public var speed: String? by fields.string("speed")

        /** Where on earth the answer may be generated, such as `us`. */
        @set:JvmSynthetic
        public var inferenceGeo: String? by fields.string("inference_geo")

        /** Beta features that the request uses, for the header `anthropic-beta`. */
        @set:JvmSynthetic
        public var betas: List<String> = emptyList()

        /** Sets [model]. */
        public fun model(value: String?): Builder = apply { model = value }

        /** Sets [maxTokens]. */
        public fun maxTokens(value: Int?): Builder = apply { maxTokens = value }

        /** Sets [messages]. */
        public fun messages(value: List<MessageParam>): Builder = apply { messages = value }

        /** Sets [system]. */
        public fun system(value: String?): Builder = apply { system = value }

        /** Sets [systemBlocks]. */
        public fun systemBlocks(value: List<ContentBlockParam>): Builder = apply { systemBlocks = value }

        /** Sets [temperature]. */
        public fun temperature(value: Double?): Builder = apply { temperature = value }

        /** Sets [topP]. */
        public fun topP(value: Double?): Builder = apply { topP = value }

        /** Sets [topK]. */
        public fun topK(value: Int?): Builder = apply { topK = value }

        /** Sets [stopSequences]. */
        public fun stopSequences(value: List<String>): Builder = apply { stopSequences = value }

        /** Sets [tools]. */
        public fun tools(value: List<Tool>): Builder = apply { tools = value }

        /** Sets [toolChoice]. */
        public fun toolChoice(value: ToolChoice?): Builder = apply { toolChoice = value }

        /** Sets [thinking]. */
        public fun thinking(value: Thinking?): Builder = apply { thinking = value }

        /** Sets [outputConfig]. */
        public fun outputConfig(value: OutputConfig?): Builder = apply { outputConfig = value }

        /** Sets [cacheControl]. */
        public fun cacheControl(value: CacheControl?): Builder = apply { cacheControl = value }

        /** Sets [metadata]. */
        public fun metadata(value: Map<String, String>): Builder = apply { metadata = value }

        /** Sets [serviceTier]. */
        public fun serviceTier(value: String?): Builder = apply { serviceTier = value }

        /** Sets [speed]. */
        public fun speed(value: String?): Builder = apply { speed = value }

        /** Sets [inferenceGeo]. */
        public fun inferenceGeo(value: String?): Builder = apply { inferenceGeo = value }

        /** Sets [betas]. */
        public fun betas(value: List<String>): Builder = apply { betas = value }

        /** Adds what the user says. */
        public fun user(text: String): Builder = message(MessageParam.user(text))

        /** Adds what the user says and shows, or what tools gave back. */
        public fun user(blocks: List<ContentBlockParam>): Builder = message(MessageParam.user(blocks))

        /** Adds what the model said before. */
        public fun assistant(text: String): Builder = message(MessageParam.assistant(text))

        /** Adds a message. */
        public fun message(message: MessageParam): Builder = apply { fields.add("messages", message.json) }

        /** Adds a tool. */
        public fun tool(tool: Tool): Builder = apply { fields.add("tools", tool.json) }

        /**
         * The request.
         *
         * @throws InvalidRequestException when there is no model or no message
         */
        public fun build(): MessageRequest {
            val request = MessageRequest(fields.copy(), betas.toList(), requestOptions())
            check(request.body)
            return request
        }

        private fun check(body: JsonObject) {
            if (body.string("model").isNullOrBlank()) {
                throw InvalidRequestException("A message needs a model: set model, to \"claude-haiku-4-5\" for one.")
            }
            if (body.array("messages").isNullOrEmpty()) {
                throw InvalidRequestException("A message needs a message to answer: add one with user(\"…\").")
            }
            if (body.boolean("stream") == true) {
                throw InvalidRequestException("extraBody sets stream: call stream(…) instead of create(…), and leave it out.")
            }
        }
    }

    private companion object {
        val UNCOUNTED = setOf(
            "max_tokens",
            "stream",
            "temperature",
            "top_p",
            "top_k",
            "stop_sequences",
            "metadata",
            "service_tier",
            "inference_geo",
            "container",
            "diagnostics",
        )
    }
}
