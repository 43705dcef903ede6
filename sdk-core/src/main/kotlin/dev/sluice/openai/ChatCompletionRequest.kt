package dev.sluice.openai

import dev.sluice.errors.InvalidRequestException
import dev.sluice.wire.BodyFields
import dev.sluice.wire.RequestOptions
import dev.sluice.wire.RequestOptionsBuilder
import dev.sluice.wire.array
import dev.sluice.wire.boolean
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/**
 * A request for a chat completion. Immutable; one request can be sent any number of times.
 *
 * What has no option of its own here travels in [extraBody], as the provider's reference writes it.
 */
public class ChatCompletionRequest private constructor(
    private val fields: BodyFields,
    /** Headers, limits and fields of this request alone. */
    public val options: RequestOptions,
    /** What a stream is asked for beside its text; null asks for the usage, where the server takes that, an empty object for nothing. */
    public val streamOptions: JsonObject?,
) {
    /** The body as [ChatCompletions.create] sends it. */
    public val body: JsonObject = fields.toJson(options.extraBody)

    /** The body as [ChatCompletions.stream] sends it. */
    internal fun streamBody(asksForUsage: Boolean = true): JsonObject {
        val asked = streamOptions ?: USAGE_TOO.takeIf { asksForUsage }
        val stream = if (asked.isNullOrEmpty()) emptyMap() else mapOf("stream_options" to asked)
        return JsonObject(fields.toJson(stream + options.extraBody) + ("stream" to JsonPrimitive(true)))
    }

    /** A builder that starts from this request. */
    public fun newBuilder(): Builder = Builder(fields.copy(), options).streamOptions(streamOptions)

    /** The model alone: the rest may be long, and private. */
    override fun toString(): String = "ChatCompletionRequest(model=${body["model"]})"

    /** Makes a [ChatCompletionRequest]. [model] and at least one message are needed. Not safe for use by several threads at once. */
    public class Builder internal constructor(private val fields: BodyFields, options: RequestOptions = RequestOptions.NONE) :
        RequestOptionsBuilder<Builder>(options) {
        /** An empty builder. */
        public constructor() : this(BodyFields())

        /** The model's id, such as `gpt-4o-mini`. */
        @set:JvmSynthetic
        public var model: String? by fields.string("model")

        /** The conversation so far. */
        @set:JvmSynthetic
        public var messages: List<ChatMessage> by fields.list("messages", { (it as? JsonObject)?.let(ChatMessage::of) }, { it.json })

        /** The most tokens that may be generated, reasoning included. */
        @set:JvmSynthetic
        public var maxCompletionTokens: Int? by fields.int("max_completion_tokens")

        /** The older name of [maxCompletionTokens], for servers that know no other. Reasoning models refuse it. */
        @set:JvmSynthetic
        public var maxTokens: Int? by fields.int("max_tokens")

        /** How much chance there is in the choice of words, from 0 to 2. */
        @set:JvmSynthetic
        public var temperature: Double? by fields.double("temperature")

        /** Only the likeliest words that together have this probability are chosen from. */
        @set:JvmSynthetic
        public var topP: Double? by fields.double("top_p")

        /** Sequences at which generation stops; they are not part of the answer. */
        @set:JvmSynthetic
        public var stop: List<String> by fields.strings("stop")

        /** With the same seed the provider tries to give the same answer. */
        @set:JvmSynthetic
        public var seed: Long? by fields.long("seed")

        /** How many answers are made. Each is paid for. */
        @set:JvmSynthetic
        public var n: Int? by fields.int("n")

        /** Positive values make words that occurred less likely the more often they did; from -2 to 2. */
        @set:JvmSynthetic
        public var frequencyPenalty: Double? by fields.double("frequency_penalty")

        /** Positive values make words that occurred at all less likely; from -2 to 2. */
        @set:JvmSynthetic
        public var presencePenalty: Double? by fields.double("presence_penalty")

        /** How much a reasoning model thinks: `none`, `minimal`, `low`, `medium`, `high`, `xhigh`. */
        @set:JvmSynthetic
        public var reasoningEffort: String? by fields.string("reasoning_effort")

        /** How long answers are: `low`, `medium`, `high`. */
        @set:JvmSynthetic
        public var verbosity: String? by fields.string("verbosity")

        /** The form of the answer, such as `{"type": "json_object"}`. */
        @set:JvmSynthetic
        public var responseFormat: JsonObject? by fields.obj("response_format")

        /** The tools that the model may call. */
        @set:JvmSynthetic
        public var tools: List<ChatTool> by fields.list("tools", { (it as? JsonObject)?.let(ChatTool::of) }, { it.json })

        /** Whether the model may, must or must not call a tool. */
        @set:JvmSynthetic
        public var toolChoice: ChatToolChoice? by fields.field("tool_choice", ChatToolChoice::of) { it.json }

        /** Whether several tools may be called in one answer. */
        @set:JvmSynthetic
        public var parallelToolCalls: Boolean? by fields.boolean("parallel_tool_calls")

        /** Whether each token's probability is sent along. */
        @set:JvmSynthetic
        public var logprobs: Boolean? by fields.boolean("logprobs")

        /** How many alternatives to each token are sent along, up to 20; takes [logprobs]. */
        @set:JvmSynthetic
        public var topLogprobs: Int? by fields.int("top_logprobs")

        /** How much likelier a token becomes, by the token's id, from -100 to 100. */
        @set:JvmSynthetic
        public var logitBias: JsonObject? by fields.obj("logit_bias")

        /** What the answer is made of: `text`, `audio`. */
        @set:JvmSynthetic
        public var modalities: List<String> by fields.strings("modalities")

        /** The voice and form of a spoken answer. */
        @set:JvmSynthetic
        public var audio: JsonObject? by fields.obj("audio")

        /** Text that the answer is expected to repeat for the most part, which makes it faster. */
        @set:JvmSynthetic
        public var prediction: JsonObject? by fields.obj("prediction")

        /** Web search, for models that have it. */
        @set:JvmSynthetic
        public var webSearchOptions: JsonObject? by fields.obj("web_search_options")

        /** Whether the provider keeps the completion. */
        @set:JvmSynthetic
        public var store: Boolean? by fields.boolean("store")

        /** Labels of the caller's on a kept completion. */
        @set:JvmSynthetic
        public var metadata: Map<String, String> by fields.stringMap("metadata")

        /** The class of service: `auto`, `default`, `flex`, `priority`. */
        @set:JvmSynthetic
        public var serviceTier: String? by fields.string("service_tier")

        /** Requests with the same key and the same beginning share the provider's prompt cache. */
        @set:JvmSynthetic
        public var promptCacheKey: String? by fields.string("prompt_cache_key")

        /** A stable name, without meaning to others, of the person that the request is made for. */
        @set:JvmSynthetic
        public var safetyIdentifier: String? by fields.string("safety_identifier")

        /** The older field for that person's name, `user`; [safetyIdentifier] and [promptCacheKey] have taken its place. */
        @set:JvmSynthetic
        public var endUser: String? by fields.string("user")

        /** What a stream is asked for beside its text; null asks for the usage, where the server takes that, an empty object for nothing. */
        @set:JvmSynthetic
        public var streamOptions: JsonObject? = null

        /** Sets [model]. */
        public fun model(value: String?): Builder = apply { model = value }

        /** Sets [messages]. */
        public fun messages(value: List<ChatMessage>): Builder = apply { messages = value }

        /** Sets [maxCompletionTokens]. */
        public fun maxCompletionTokens(value: Int?): Builder = apply { maxCompletionTokens = value }

        /** Sets [maxTokens]. */
        public fun maxTokens(value: Int?): Builder = apply { maxTokens = value }

        /** Sets [temperature]. */
        public fun temperature(value: Double?): Builder = apply { temperature = value }

        /** Sets [topP]. */
        public fun topP(value: Double?): Builder = apply { topP = value }

        /** Sets [stop]. */
        public fun stop(value: List<String>): Builder = apply { stop = value }

        /** Sets [seed]. */
        public fun seed(value: Long?): Builder = apply { seed = value }

        /** Sets [n]. */
        public fun n(value: Int?): Builder = apply { n = value }

        /** Sets [frequencyPenalty]. */
        public fun frequencyPenalty(value: Double?): Builder = apply { frequencyPenalty = value }

        /** Sets [presencePenalty]. */
        public fun presencePenalty(value: Double?): Builder = apply { presencePenalty = value }

        /** Sets [reasoningEffort]. */
        public fun reasoningEffort(value: String?): Builder = apply { reasoningEffort = value }

        /** Sets [verbosity]. */
        public fun verbosity(value: String?): Builder = apply { verbosity = value }

        /** Sets [responseFormat]. */
        public fun responseFormat(value: JsonObject?): Builder = apply { responseFormat = value }

        /** Sets [tools]. */
        public fun tools(value: List<ChatTool>): Builder = apply { tools = value }

        /** Sets [toolChoice]. */
        public fun toolChoice(value: ChatToolChoice?): Builder = apply { toolChoice = value }

        /** Sets [parallelToolCalls]. */
        public fun parallelToolCalls(value: Boolean?): Builder = apply { parallelToolCalls = value }

        /** Sets [logprobs]. */
        public fun logprobs(value: Boolean?): Builder = apply { logprobs = value }

        /** Sets [topLogprobs]. */
        public fun topLogprobs(value: Int?): Builder = apply { topLogprobs = value }

        /** Sets [logitBias]. */
        public fun logitBias(value: JsonObject?): Builder = apply { logitBias = value }

        /** Sets [modalities]. */
        public fun modalities(value: List<String>): Builder = apply { modalities = value }

        /** Sets [audio]. */
        public fun audio(value: JsonObject?): Builder = apply { audio = value }

        /** Sets [prediction]. */
        public fun prediction(value: JsonObject?): Builder = apply { prediction = value }

        /** Sets [webSearchOptions]. */
        public fun webSearchOptions(value: JsonObject?): Builder = apply { webSearchOptions = value }

        /** Sets [store]. */
        public fun store(value: Boolean?): Builder = apply { store = value }

        /** Sets [metadata]. */
        public fun metadata(value: Map<String, String>): Builder = apply { metadata = value }

        /** Sets [serviceTier]. */
        public fun serviceTier(value: String?): Builder = apply { serviceTier = value }

        /** Sets [promptCacheKey]. */
        public fun promptCacheKey(value: String?): Builder = apply { promptCacheKey = value }

        /** Sets [safetyIdentifier]. */
        public fun safetyIdentifier(value: String?): Builder = apply { safetyIdentifier = value }

        /** Sets [endUser]. */
        public fun endUser(value: String?): Builder = apply { endUser = value }

        /** Sets [streamOptions]. */
        public fun streamOptions(value: JsonObject?): Builder = apply { streamOptions = value }

        /** Adds instructions of the application's. */
        public fun system(text: String): Builder = message(ChatMessage.system(text))

        /** Adds instructions of the application's, in the word that reasoning models use for them. */
        public fun developer(text: String): Builder = message(ChatMessage.developer(text))

        /** Adds what the user says. */
        public fun user(text: String): Builder = message(ChatMessage.user(text))

        /** Adds what the user says and shows. */
        public fun user(parts: List<ChatContentPart>): Builder = message(ChatMessage.user(parts))

        /** Adds what the model said before. */
        public fun assistant(text: String): Builder = message(ChatMessage.assistant(text))

        /** Adds what a tool gave back for the call [toolCallId]. */
        public fun toolResult(toolCallId: String, content: String): Builder = message(ChatMessage.tool(toolCallId, content))

        /** Adds a message. */
        public fun message(message: ChatMessage): Builder = apply { fields.add("messages", message.json) }

        /** Adds a tool. */
        public fun tool(tool: ChatTool): Builder = apply { fields.add("tools", tool.json) }

        /**
         * The request.
         *
         * @throws InvalidRequestException when there is no model or no message
         */
        public fun build(): ChatCompletionRequest {
            val request = ChatCompletionRequest(fields.copy(), requestOptions(), streamOptions)
            check(request.body)
            return request
        }

        private fun check(body: JsonObject) {
            if (body.string("model").isNullOrBlank()) {
                throw InvalidRequestException("A chat completion needs a model: set model, to \"gpt-4o-mini\" for one.")
            }
            if (body.array("messages").isNullOrEmpty()) {
                throw InvalidRequestException("A chat completion needs a message: add one with user(\"…\").")
            }
            if (body.boolean("stream") == true) {
                throw InvalidRequestException("extraBody sets stream: call stream(…) instead of create(…), and leave it out.")
            }
        }
    }

    private companion object {
        val USAGE_TOO = buildJsonObject { put("include_usage", true) }
    }
}
