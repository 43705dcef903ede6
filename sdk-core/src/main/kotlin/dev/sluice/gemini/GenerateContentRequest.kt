package dev.sluice.gemini

import dev.sluice.errors.InvalidRequestException
import dev.sluice.wire.BodyFields
import dev.sluice.wire.RequestOptions
import dev.sluice.wire.RequestOptionsBuilder
import dev.sluice.wire.array
import dev.sluice.wire.obj
import kotlinx.serialization.json.JsonObject

/**
 * A request for content. Immutable; one request can be sent any number of times.
 *
 * What has no option of its own here travels in [RequestOptions.extraBody], as the provider's reference writes it; what it holds under
 * `generationConfig` stands beside the options of the builder.
 */
public class GenerateContentRequest private constructor(
    /** The model's name, which stands in the URL. */
    public val model: String,
    private val fields: BodyFields,
    private val config: BodyFields,
    /** Headers, limits and fields of this request alone. */
    public val options: RequestOptions,
) {
    /** The body as it is sent, whole or streamed. */
    public val body: JsonObject = bodyOf(fields, config, options.extraBody)

    /** A builder that starts from this request. */
    public fun newBuilder(): Builder = Builder(fields.copy(), config.copy(), options).model(model)

    /** The model alone: the rest may be long, and private. */
    override fun toString(): String = "GenerateContentRequest(model=$model)"

    /** Makes a [GenerateContentRequest]. [model] and some content are needed. Not safe for use by several threads at once. */
    public class Builder internal constructor(
        private val fields: BodyFields,
        private val config: BodyFields,
        options: RequestOptions = RequestOptions.NONE,
    ) : RequestOptionsBuilder<Builder>(options) {
        /** An empty builder. */
        public constructor() : this(BodyFields(), BodyFields())

        /** The model's name, such as `gemini-2.5-flash`. */
        @set:JvmSynthetic
        public var model: String? = null

        /** The conversation so far. */
        @set:JvmSynthetic
        public var contents: List<Content> by fields.list("contents", { (it as? JsonObject)?.let(Content::of) }, { it.json })

        /** Instructions of the application's. */
        @set:JvmSynthetic
        public var system: String? by
            fields.field("systemInstruction", { (it as? JsonObject)?.let(Content::of)?.text }, { Content.instruction(it).json })

        /** The tools that the model may use. */
        @set:JvmSynthetic
        public var tools: List<Tool> by fields.list("tools", { (it as? JsonObject)?.let(Tool::of) }, { it.json })

        /** Whether the model may, must or must not call a function. */
        @set:JvmSynthetic
        public var toolConfig: ToolConfig? by fields.field("toolConfig", { (it as? JsonObject)?.let(ToolConfig::of) }, { it.json })

        /** What is blocked as unsafe, a setting for each category. */
        @set:JvmSynthetic
        public var safetySettings: List<SafetySetting> by
            fields.list("safetySettings", { (it as? JsonObject)?.let(SafetySetting::of) }, { it.json })

        /** The name of content that the server keeps, to begin with: `cachedContents/…`. */
        @set:JvmSynthetic
        public var cachedContent: String? by fields.string("cachedContent")

        /** The class of service. */
        @set:JvmSynthetic
        public var serviceTier: String? by fields.string("serviceTier")

        /** How much chance there is in the choice of words, from 0 to 2. */
        @set:JvmSynthetic
        public var temperature: Double? by config.double("temperature")

        /** Only the likeliest words that together have this probability are chosen from. */
        @set:JvmSynthetic
        public var topP: Double? by config.double("topP")

        /** Only this many of the likeliest words are chosen from. */
        @set:JvmSynthetic
        public var topK: Int? by config.int("topK")

        /** How many answers are generated. */
        @set:JvmSynthetic
        public var candidateCount: Int? by config.int("candidateCount")

        /** The most tokens that may be generated, thinking included. */
        @set:JvmSynthetic
        public var maxOutputTokens: Int? by config.int("maxOutputTokens")

        /** Sequences at which generation stops. */
        @set:JvmSynthetic
        public var stopSequences: List<String> by config.strings("stopSequences")

        /** Makes words less likely that have been said, if above 0. */
        @set:JvmSynthetic
        public var presencePenalty: Double? by config.double("presencePenalty")

        /** Makes words less likely the more often they have been said, if above 0. */
        @set:JvmSynthetic
        public var frequencyPenalty: Double? by config.double("frequencyPenalty")

        /** A start for the chance in the choice of words, so that the same request tends to have the same answer. */
        @set:JvmSynthetic
        public var seed: Int? by config.int("seed")

        /** Whether the answer tells how likely its words were. */
        @set:JvmSynthetic
        public var responseLogprobs: Boolean? by config.boolean("responseLogprobs")

        /** For how many words beside each chosen one it tells so. */
        @set:JvmSynthetic
        public var logprobs: Int? by config.int("logprobs")

        /** The form of the answer: `text/plain` or `application/json`. */
        @set:JvmSynthetic
        public var responseMimeType: String? by config.string("responseMimeType")

        /** The JSON Schema that the answer is held to, with a [responseMimeType] of `application/json`. */
        @set:JvmSynthetic
        public var responseJsonSchema: JsonObject? by config.obj("responseJsonSchema")

        /** What the answer is made of, such as `TEXT` and `IMAGE`. */
        @set:JvmSynthetic
        public var responseModalities: List<String> by config.strings("responseModalities")

        /** How finely images and films are looked at. */
        @set:JvmSynthetic
        public var mediaResolution: String? by config.string("mediaResolution")

        /** Whether and how much the model thinks before it answers. */
        @set:JvmSynthetic
        public var thinkingConfig: ThinkingConfig? by
            config.field("thinkingConfig", { (it as? JsonObject)?.let(ThinkingConfig::of) }, { it.json })

        /** Sets [model]. */
        public fun model(value: String?): Builder = apply { model = value }

        /** Sets [contents]. */
        public fun contents(value: List<Content>): Builder = apply { contents = value }

        /** Sets [system]. */
        public fun system(value: String?): Builder = apply { system = value }

        /** Sets [tools]. */
        public fun tools(value: List<Tool>): Builder = apply { tools = value }

        /** Sets [toolConfig]. */
        public fun toolConfig(value: ToolConfig?): Builder = apply { toolConfig = value }

        /** Sets [safetySettings]. */
        public fun safetySettings(value: List<SafetySetting>): Builder = apply { safetySettings = value }

        /** Sets [cachedContent]. */
        public fun cachedContent(value: String?): Builder = apply { cachedContent = value }

        /** Sets [serviceTier]. */
        public fun serviceTier(value: String?): Builder = apply { serviceTier = value }

        /** Sets [temperature]. */
        public fun temperature(value: Double?): Builder = apply { temperature = value }

        /** Sets [topP]. */
        public fun topP(value: Double?): Builder = apply { topP = value }

        /** Sets [topK]. */
        public fun topK(value: Int?): Builder = apply { topK = value }

        /** Sets [candidateCount]. */
        public fun candidateCount(value: Int?): Builder = apply { candidateCount = value }

        /** Sets [maxOutputTokens]. */
        public fun maxOutputTokens(value: Int?): Builder = apply { maxOutputTokens = value }

        /** Sets [stopSequences]. */
        public fun stopSequences(value: List<String>): Builder = apply { stopSequences = value }

        /** Sets [presencePenalty]. */
        public fun presencePenalty(value: Double?): Builder = apply { presencePenalty = value }

        /** Sets [frequencyPenalty]. */
        public fun frequencyPenalty(value: Double?): Builder = apply { frequencyPenalty = value }

        /** Sets [seed]. */
        public fun seed(value: Int?): Builder = apply { seed = value }

        /** Sets [responseLogprobs]. */
        public fun responseLogprobs(value: Boolean?): Builder = apply { responseLogprobs = value }

        /** Sets [logprobs]. */
        public fun logprobs(value: Int?): Builder = apply { logprobs = value }

        /** Sets [responseMimeType]. */
        public fun responseMimeType(value: String?): Builder = apply { responseMimeType = value }

        /** Sets [responseJsonSchema]. */
        public fun responseJsonSchema(value: JsonObject?): Builder = apply { responseJsonSchema = value }

        /** Sets [responseModalities]. */
        public fun responseModalities(value: List<String>): Builder = apply { responseModalities = value }

        /** Sets [mediaResolution]. */
        public fun mediaResolution(value: String?): Builder = apply { mediaResolution = value }

        /** Sets [thinkingConfig]. */
        public fun thinkingConfig(value: ThinkingConfig?): Builder = apply { thinkingConfig = value }

        /** Adds what the user says. */
        public fun user(text: String): Builder = content(Content.user(text))

        /** Adds what the user says and shows, or what functions gave back. */
        public fun user(parts: List<Part>): Builder = content(Content.user(parts))

        /** Adds what the model said before. */
        public fun model(parts: List<Part>): Builder = content(Content.model(parts))

        /** Adds what the user or the model said, such as an answer's content. */
        public fun content(content: Content): Builder = apply { fields.add("contents", content.json) }

        /** Adds a tool. */
        public fun tool(tool: Tool): Builder = apply { fields.add("tools", tool.json) }

        /**
         * The request.
         *
         * @throws InvalidRequestException when there is no model or no content
         */
        public fun build(): GenerateContentRequest {
            val name = model
            if (name.isNullOrBlank()) {
                throw InvalidRequestException("Content is generated by a model: set model, to \"gemini-2.5-flash\" for one.")
            }
            val request = GenerateContentRequest(name, fields.copy(), config.copy(), requestOptions())
            if (request.body.array("contents").isNullOrEmpty()) {
                throw InvalidRequestException("A request needs content to answer: add some with user(\"…\").")
            }
            return request
        }
    }

    private companion object {
        const val CONFIG = "generationConfig"

        fun bodyOf(fields: BodyFields, config: BodyFields, extra: JsonObject): JsonObject {
            val settings = config.toJson(extra.obj(CONFIG).orEmpty())
            return fields.toJson(if (settings.isEmpty()) extra else extra + (CONFIG to settings))
        }
    }
}
