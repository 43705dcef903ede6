package dev.sluice.openai.responses

import dev.sluice.errors.InvalidRequestException
import dev.sluice.wire.BodyFields
import dev.sluice.wire.RequestOptions
import dev.sluice.wire.RequestOptionsBuilder
import dev.sluice.wire.boolean
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * A request for a response. Immutable; one request can be sent any number of times.
 *
 * What has no option of its own here travels in `extraBody`, as the provider's reference writes it.
 */
public class ResponseRequest private constructor(
    private val fields: BodyFields,
    /** Headers, limits and fields of this request alone. */
    public val options: RequestOptions,
    /** What a stream is asked for, such as `{"include_obfuscation": false}`; null for nothing. */
    public val streamOptions: JsonObject?,
) {
    /** The body as [Responses.create] sends it. */
    public val body: JsonObject = fields.toJson(options.extraBody)

    /** The body as [Responses.stream] sends it. */
    internal fun streamBody(): JsonObject {
        val asked = streamOptions?.let { mapOf("stream_options" to it) }.orEmpty()
        return JsonObject(fields.toJson(asked + options.extraBody) + ("stream" to JsonPrimitive(true)))
    }

    /** Of the body, the fields that an endpoint beside responses takes, and all that `extraBody` sets. */
    internal fun bodyOf(names: Set<String>): JsonObject = JsonObject(body.filterKeys { it in names || it in options.extraBody })

    /** A builder that starts from this request. */
    public fun newBuilder(): Builder = Builder(fields.copy(), options).streamOptions(streamOptions)

    /** The model alone: the rest may be long, and private. */
    override fun toString(): String = "ResponseRequest(model=${body["model"]})"

    /** Makes a [ResponseRequest]. [model] and some input are needed. Not safe for use by several threads at once. */
    public class Builder internal constructor(private val fields: BodyFields, options: RequestOptions = RequestOptions.NONE) :
        RequestOptionsBuilder<Builder>(options) {
        /** An empty builder. */
        public constructor() : this(BodyFields())

        private var inputJson: JsonElement? by fields.json("input")

        /** What the model is shown. A text alone is a message of the user's. */
        @set:JvmSynthetic
        public var input: List<ResponseInputItem>
            get() = itemsIn(inputJson)
            set(value) {
                inputJson = value.takeIf { it.isNotEmpty() }?.let { items -> JsonArray(items.map { it.json }) }
            }

        /** The model's id, such as `gpt-5-mini`. Only a [prompt] that names a model may do without. */
        @set:JvmSynthetic
        public var model: String? by fields.string("model")

        /** What the model is told before all input. Not carried over from [previousResponseId]. */
        @set:JvmSynthetic
        public var instructions: String? by fields.string("instructions")

        /** The response that this one goes on from, with all that went before it. Not together with [conversation]. */
        @set:JvmSynthetic
        public var previousResponseId: String? by fields.string("previous_response_id")

        /** The id of the kept conversation that this response goes on with, and is added to. */
        @set:JvmSynthetic
        public var conversation: String? by fields.field("conversation", ::conversationId, ::JsonPrimitive)

        /** A kept prompt template: `{"id": …, "version": …, "variables": {…}}`. */
        @set:JvmSynthetic
        public var prompt: JsonObject? by fields.obj("prompt")

        /** The tools that the model may call. */
        @set:JvmSynthetic
        public var tools: List<ResponseTool> by fields.list("tools", { (it as? JsonObject)?.let(ResponseTool::of) }, { it.json })

        /** Whether the model may, must or must not call a tool. */
        @set:JvmSynthetic
        public var toolChoice: ResponseToolChoice? by fields.field("tool_choice", ResponseToolChoice::of) { it.json }

        /** Whether several tools may be called at once. */
        @set:JvmSynthetic
        public var parallelToolCalls: Boolean? by fields.boolean("parallel_tool_calls")

        /** How many calls of built-in tools there may be, all tools together. */
        @set:JvmSynthetic
        public var maxToolCalls: Int? by fields.int("max_tool_calls")

        /** The most tokens that may be generated, reasoning included. */
        @set:JvmSynthetic
        public var maxOutputTokens: Int? by fields.int("max_output_tokens")

        /** How much chance there is in the choice of words, from 0 to 2. Reasoning models refuse it. */
        @set:JvmSynthetic
        public var temperature: Double? by fields.double("temperature")

        /** Only the likeliest words that together have this probability are chosen from. */
        @set:JvmSynthetic
        public var topP: Double? by fields.double("top_p")

        /** How many alternatives to each token are sent along, up to 20; takes `message.output_text.logprobs` in [include]. */
        @set:JvmSynthetic
        public var topLogprobs: Int? by fields.int("top_logprobs")

        /** How a reasoning model thinks, whole; [reasoningEffort] and [reasoningSummary] are fields of it. */
        @set:JvmSynthetic
        public var reasoning: JsonObject? by fields.obj("reasoning")

        /** How much a reasoning model thinks: `none`, `minimal`, `low`, `medium`, `high`, `xhigh`, `max`. */
        @set:JvmSynthetic
        public var reasoningEffort: String? by fields.stringIn("reasoning", "effort")

        /** Whether the thoughts are told in short: `auto`, `concise`, `detailed`. */
        @set:JvmSynthetic
        public var reasoningSummary: String? by fields.stringIn("reasoning", "summary")

        /** How the text is, whole; [textFormat] and [verbosity] are fields of it. */
        @set:JvmSynthetic
        public var text: JsonObject? by fields.obj("text")

        /** The form of the text, such as `{"type": "json_schema", "name": …, "strict": true, "schema": …}`. */
        @set:JvmSynthetic
        public var textFormat: JsonObject? by fields.objIn("text", "format")

        /** How long the text is: `low`, `medium`, `high`. */
        @set:JvmSynthetic
        public var verbosity: String? by fields.stringIn("text", "verbosity")

        /** What happens to input that is too long: `auto` drops items from its beginning, `disabled` fails. */
        @set:JvmSynthetic
        public var truncation: String? by fields.string("truncation")

        /** What is done about a context that grows long, such as `{"type": "compaction", "compact_threshold": 100000}`. */
        @set:JvmSynthetic
        public var contextManagement: List<JsonObject> by fields.list("context_management", { it as? JsonObject }, { it })

        /** What is sent along beside the usual, such as `reasoning.encrypted_content` or `web_search_call.action.sources`. */
        @set:JvmSynthetic
        public var include: List<String> by fields.strings("include")

        /** Whether the provider keeps the response, which it does unless told otherwise. */
        @set:JvmSynthetic
        public var store: Boolean? by fields.boolean("store")

        /** Whether the answer comes at once and the response is made afterwards, to be fetched with [Responses.retrieve]. */
        @set:JvmSynthetic
        public var background: Boolean? by fields.boolean("background")

        /** Labels of the caller's on a kept response. */
        @set:JvmSynthetic
        public var metadata: Map<String, String> by fields.stringMap("metadata")

        /** Whether input and output are moderated, and by which model: `{"model": "omni-moderation-latest"}`. */
        @set:JvmSynthetic
        public var moderation: JsonObject? by fields.obj("moderation")

        /** The class of service: `auto`, `default`, `flex`, `priority`. */
        @set:JvmSynthetic
        public var serviceTier: String? by fields.string("service_tier")

        /** Requests with the same key and the same beginning share the provider's prompt cache. */
        @set:JvmSynthetic
        public var promptCacheKey: String? by fields.string("prompt_cache_key")

        /** How the prompt cache is used, such as `{"mode": "explicit"}`. */
        @set:JvmSynthetic
        public var promptCacheOptions: JsonObject? by fields.obj("prompt_cache_options")

        /** The older field for how long the prompt cache lasts: `in_memory` or `24h`. */
        @set:JvmSynthetic
        public var promptCacheRetention: String? by fields.string("prompt_cache_retention")

        /** A stable name, without meaning to others, of the person that the request is made for. */
        @set:JvmSynthetic
        public var safetyIdentifier: String? by fields.string("safety_identifier")

        /** The older field for that person's name, `user`; [safetyIdentifier] and [promptCacheKey] have taken its place. */
        @set:JvmSynthetic
        public var endUser: String? by fields.string("user")

        /** What a stream is asked for, such as `{"include_obfuscation": false}`; null for nothing. */
        @set:JvmSynthetic
        public var streamOptions: JsonObject? = null

        /** Sets [input]. */
        public fun input(value: List<ResponseInputItem>): Builder = apply { input = value }

        /** Sets [input] to one text of the user's, and sends it as such. */
        public fun input(text: String): Builder = apply { inputJson = JsonPrimitive(text) }

        /** Sets [model]. */
        public fun model(value: String?): Builder = apply { model = value }

        /** Sets [instructions]. */
        public fun instructions(value: String?): Builder = apply { instructions = value }

        /** Sets [previousResponseId]. */
        public fun previousResponseId(value: String?): Builder = apply { previousResponseId = value }

        /** Sets [conversation]. */
        public fun conversation(value: String?): Builder = apply { conversation = value }

        /** Sets [prompt]. */
        public fun prompt(value: JsonObject?): Builder = apply { prompt = value }

        /** Sets [tools]. */
        public fun tools(value: List<ResponseTool>): Builder = apply { tools = value }

        /** Sets [toolChoice]. */
        public fun toolChoice(value: ResponseToolChoice?): Builder = apply { toolChoice = value }

        /** Sets [parallelToolCalls]. */
        public fun parallelToolCalls(value: Boolean?): Builder = apply { parallelToolCalls = value }

        /** Sets [maxToolCalls]. */
        public fun maxToolCalls(value: Int?): Builder = apply { maxToolCalls = value }

        /** Sets [maxOutputTokens]. */
        public fun maxOutputTokens(value: Int?): Builder = apply { maxOutputTokens = value }

        /** Sets [temperature]. */
        public fun temperature(value: Double?): Builder = apply { temperature = value }

        /** Sets [topP]. */
        public fun topP(value: Double?): Builder = apply { topP = value }

        /** Sets [topLogprobs]. */
        public fun topLogprobs(value: Int?): Builder = apply { topLogprobs = value }

        /** Sets [reasoning]. */
        public fun reasoning(value: JsonObject?): Builder = apply { reasoning = value }

        /** Sets [reasoningEffort]. */
        public fun reasoningEffort(value: String?): Builder = apply { reasoningEffort = value }

        /** Sets [reasoningSummary]. */
        public fun reasoningSummary(value: String?): Builder = apply { reasoningSummary = value }

        /** Sets [text]. */
        public fun text(value: JsonObject?): Builder = apply { text = value }

        /** Sets [textFormat]. */
        public fun textFormat(value: JsonObject?): Builder = apply { textFormat = value }

        /** Sets [verbosity]. */
        public fun verbosity(value: String?): Builder = apply { verbosity = value }

        /** Sets [truncation]. */
        public fun truncation(value: String?): Builder = apply { truncation = value }

        /** Sets [contextManagement]. */
        public fun contextManagement(value: List<JsonObject>): Builder = apply { contextManagement = value }

        /** Sets [include]. */
        public fun include(value: List<String>): Builder = apply { include = value }

        /** Sets [store]. */
        public fun store(value: Boolean?): Builder = apply { store = value }

        /** Sets [background]. */
        public fun background(value: Boolean?): Builder = apply { background = value }

        /** Sets [metadata]. */
        public fun metadata(value: Map<String, String>): Builder = apply { metadata = value }

        /** Sets [moderation]. */
        public fun moderation(value: JsonObject?): Builder = apply { moderation = value }

        /** Sets [serviceTier]. */
        public fun serviceTier(value: String?): Builder = apply { serviceTier = value }

        /** Sets [promptCacheKey]. */
        public fun promptCacheKey(value: String?): Builder = apply { promptCacheKey = value }

        /** Sets [promptCacheOptions]. */
        public fun promptCacheOptions(value: JsonObject?): Builder = apply { promptCacheOptions = value }

        /** Sets [promptCacheRetention]. */
        public fun promptCacheRetention(value: String?): Builder = apply { promptCacheRetention = value }

        /** Sets [safetyIdentifier]. */
        public fun safetyIdentifier(value: String?): Builder = apply { safetyIdentifier = value }

        /** Sets [endUser]. */
        public fun endUser(value: String?): Builder = apply { endUser = value }

        /** Sets [streamOptions]. */
        public fun streamOptions(value: JsonObject?): Builder = apply { streamOptions = value }

        /** Adds instructions of the application's. */
        public fun system(text: String): Builder = item(ResponseInputItem.system(text))

        /** Adds instructions of the application's, in the word that reasoning models use for them. */
        public fun developer(text: String): Builder = item(ResponseInputItem.developer(text))

        /** Adds what the user says. */
        public fun user(text: String): Builder = item(ResponseInputItem.user(text))

        /** Adds what the user says and shows. */
        public fun user(parts: List<ResponseInputPart>): Builder = item(ResponseInputItem.user(parts))

        /** Adds what the model said before. */
        public fun assistant(text: String): Builder = item(ResponseInputItem.assistant(text))

        /** Adds what a function gave back for the call [callId]. */
        public fun functionCallOutput(callId: String, output: String): Builder = item(ResponseInputItem.functionCallOutput(callId, output))

        /** Adds all that an earlier response is made of: for conversations that the provider does not keep. */
        public fun output(response: Response): Builder = apply { response.output.forEach { item(ResponseInputItem.from(it)) } }

        /** Adds an item. */
        public fun item(item: ResponseInputItem): Builder = apply { inputJson = JsonArray(input.map { it.json } + item.json) }

        /** Adds a tool. */
        public fun tool(tool: ResponseTool): Builder = apply { fields.add("tools", tool.json) }

        /**
         * The request.
         *
         * @throws InvalidRequestException when there is no model, or nothing to answer
         */
        public fun build(): ResponseRequest {
            val request = ResponseRequest(fields.copy(), requestOptions(), streamOptions)
            check(request.body)
            return request
        }

        private fun check(body: JsonObject) {
            if (body.string("model").isNullOrBlank() && "prompt" !in body) {
                throw InvalidRequestException("A response needs a model: set model, to \"gpt-5-mini\" for one.")
            }
            if (WHAT_TO_ANSWER.none { it in body }) {
                throw InvalidRequestException("A response needs input: add it with user(\"…\") or input(\"…\").")
            }
            if (body.boolean("stream") == true) {
                throw InvalidRequestException("extraBody sets stream: call stream(…) instead of create(…), and leave it out.")
            }
        }
    }

    private companion object {
        val WHAT_TO_ANSWER = listOf("input", "prompt", "previous_response_id", "conversation")
    }
}

private fun itemsIn(input: JsonElement?): List<ResponseInputItem> = when (input) {
    null, JsonNull -> emptyList()
    is JsonPrimitive -> listOf(ResponseInputItem.user(input.content))
    is JsonArray -> input.mapNotNull { (it as? JsonObject)?.let(ResponseInputItem::of) }
    is JsonObject -> listOf(ResponseInputItem.of(input))
}

/** A conversation is written as its id, and read back as an object too. */
private fun conversationId(json: JsonElement): String? = (json as? JsonObject)?.string("id") ?: (json as? JsonPrimitive)?.content
