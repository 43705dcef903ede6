package dev.sluice.extraction

import dev.sluice.json.JsonLimits
import dev.sluice.json.JsonRepairKind
import dev.sluice.model.MediaLimits
import dev.sluice.model.OutputMode
import kotlinx.serialization.json.JsonObject

/** How to ask: the options that a client has as defaults and each call may set anew. What is null is left to the defaults, then to the provider. */
public class AskOptions private constructor(
    public val model: String?,
    public val mode: OutputMode?,
    public val maxTokens: Int?,
    public val temperature: Double?,
    public val topP: Double?,
    public val stop: List<String>?,
    public val extraBody: JsonObject?,
    public val extraHeaders: Map<String, String>?,
    public val mediaLimits: MediaLimits?,
    public val jsonLimits: JsonLimits?,
    public val repairs: Set<JsonRepairKind>?,
    public val attempts: Int?,
    public val tokenBudget: Long?,
    public val failFast: Boolean?,
    public val partialIntervalMillis: Long?,
    public val invalidElements: ElementPolicy?,
    public val cache: ResponseCache?,
    public val listeners: List<ExtractionListener>,
) {
    /** These, and [defaults] where these say nothing. */
    internal fun over(defaults: AskOptions): AskOptions = AskOptions(
        model = model ?: defaults.model,
        mode = mode ?: defaults.mode,
        maxTokens = maxTokens ?: defaults.maxTokens,
        temperature = temperature ?: defaults.temperature,
        topP = topP ?: defaults.topP,
        stop = stop ?: defaults.stop,
        extraBody = JsonObject(defaults.extraBody.orEmpty() + extraBody.orEmpty()),
        extraHeaders = defaults.extraHeaders.orEmpty() + extraHeaders.orEmpty(),
        mediaLimits = mediaLimits ?: defaults.mediaLimits,
        jsonLimits = jsonLimits ?: defaults.jsonLimits,
        repairs = repairs ?: defaults.repairs,
        attempts = attempts ?: defaults.attempts,
        tokenBudget = tokenBudget ?: defaults.tokenBudget,
        failFast = failFast ?: defaults.failFast,
        partialIntervalMillis = partialIntervalMillis ?: defaults.partialIntervalMillis,
        invalidElements = invalidElements ?: defaults.invalidElements,
        cache = cache ?: defaults.cache,
        listeners = defaults.listeners + listeners,
    )

    /**
     * Sets [AskOptions]; the base of the builders that carry them. [B] is the builder itself, so that calls chain in Java.
     *
     * Not safe for use from several threads at once.
     */
    public abstract class Builder<B : Builder<B>> internal constructor() {
        /** The provider's name of the model, such as `gpt-4o-mini`. */
        @set:JvmSynthetic
        public var model: String? = null

        /** How the type is asked for; the strongest way that the provider has for the model, unless set. */
        @set:JvmSynthetic
        public var mode: OutputMode? = null

        /** The most tokens that one answer may have. Anthropic wants it set. */
        @set:JvmSynthetic
        public var maxTokens: Int? = null

        @set:JvmSynthetic
        public var temperature: Double? = null

        @set:JvmSynthetic
        public var topP: Double? = null

        /** Texts at which the model stops. */
        @set:JvmSynthetic
        public var stop: List<String>? = null

        /** Fields that go into the request's body as they are, over those that this library writes. Added to the defaults'. */
        @set:JvmSynthetic
        public var extraBody: JsonObject? = null

        /** Headers that go with the request. Added to the defaults'. */
        @set:JvmSynthetic
        public var extraHeaders: Map<String, String>? = null

        /** How much may be sent of images, documents and sounds: what the provider documents, unless set. */
        @set:JvmSynthetic
        public var mediaLimits: MediaLimits? = null

        /** How much JSON an answer may be. */
        @set:JvmSynthetic
        public var jsonLimits: JsonLimits? = null

        /**
         * What may be mended in an answer's JSON, such as [JsonRepairKind.ALL]: nothing unless set. Only for [OutputMode.PROMPTED]; all
         * other modes give JSON, and are read strictly. What was mended stands on [Extraction.repairs].
         */
        @set:JvmSynthetic
        public var repairs: Set<JsonRepairKind>? = null

        /** How often the model is asked in all, the first time included: 3 unless set. */
        @set:JvmSynthetic
        public var attempts: Int? = null

        /**
         * The most tokens that all attempts together may cost, input and output: none unless set. Before it asks again it reckons that
         * the next attempt costs what the last one did, and stops if that would be too much. The first attempt is not held back, and what
         * checks spend with models of their own does not count.
         */
        @set:JvmSynthetic
        public var tokenBudget: Long? = null

        /**
         * Whether a field that closes and breaks a rule ends the stream at once, so that the rest is not paid for: yes unless set. Only
         * where partials are asked for and another attempt is left.
         */
        @set:JvmSynthetic
        public var failFast: Boolean? = null

        /** The least time between two partials, in milliseconds: 0 unless set. The last one comes at once. */
        @set:JvmSynthetic
        public var partialIntervalMillis: Long? = null

        /** What happens with an invalid element where elements are asked for one by one: it is asked for again unless set. */
        @set:JvmSynthetic
        public var invalidElements: ElementPolicy? = null

        /**
         * Where accepted answers are kept and looked for, if anywhere; [ResponseCache.NONE] is nowhere, whatever the defaults say. Not for
         * elements that are asked for one by one.
         */
        @set:JvmSynthetic
        public var cache: ResponseCache? = null

        private val listeners = mutableListOf<ExtractionListener>()

        public fun model(value: String?): B = self { model = value }

        public fun mode(value: OutputMode?): B = self { mode = value }

        public fun maxTokens(value: Int?): B = self { maxTokens = value }

        public fun temperature(value: Double?): B = self { temperature = value }

        public fun topP(value: Double?): B = self { topP = value }

        public fun stop(value: List<String>?): B = self { stop = value }

        public fun extraBody(value: JsonObject?): B = self { extraBody = value }

        public fun extraHeaders(value: Map<String, String>?): B = self { extraHeaders = value }

        public fun mediaLimits(value: MediaLimits?): B = self { mediaLimits = value }

        public fun jsonLimits(value: JsonLimits?): B = self { jsonLimits = value }

        public fun repairs(value: Set<JsonRepairKind>?): B = self { repairs = value }

        public fun attempts(value: Int?): B = self { attempts = value }

        public fun tokenBudget(value: Long?): B = self { tokenBudget = value }

        public fun failFast(value: Boolean?): B = self { failFast = value }

        public fun partialIntervalMillis(value: Long?): B = self { partialIntervalMillis = value }

        public fun invalidElements(value: ElementPolicy?): B = self { invalidElements = value }

        public fun cache(value: ResponseCache?): B = self { cache = value }

        /** Adds somebody who hears how it goes. Added to the defaults'. */
        public fun listener(value: ExtractionListener): B = self { listeners += value }

        internal fun options(): AskOptions {
            attempts?.let { require(it >= 1) { "attempts counts the first one too: it must be at least 1, is $it" } }
            maxTokens?.let { require(it >= 1) { "maxTokens must be at least 1, is $it" } }
            temperature?.let { require(it.isFinite() && it >= 0) { "temperature must be a number from 0 up, is $it" } }
            topP?.let { require(it > 0 && it <= 1) { "topP must be above 0 and at most 1, is $it" } }
            tokenBudget?.let { require(it >= 1) { "tokenBudget must be at least 1, is $it" } }
            partialIntervalMillis?.let { require(it >= 0) { "partialIntervalMillis must be at least 0, is $it" } }
            require(model?.isNotBlank() != false) { "model is blank" }
            requireNoNulls()
            return AskOptions(
                model = model,
                mode = mode,
                maxTokens = maxTokens,
                temperature = temperature,
                topP = topP,
                stop = stop?.toList(),
                extraBody = extraBody,
                extraHeaders = extraHeaders?.toMap(),
                mediaLimits = mediaLimits,
                jsonLimits = jsonLimits,
                repairs = repairs?.toSet(),
                attempts = attempts,
                tokenBudget = tokenBudget,
                failFast = failFast,
                partialIntervalMillis = partialIntervalMillis,
                invalidElements = invalidElements,
                cache = cache,
                listeners = listeners.toList(),
            )
        }

        // Kotlin's types rule nulls out; Java's collections can hold them all the same.
        private fun requireNoNulls() {
            (stop as List<String?>?)?.forEachIndexed { index, text -> requireNotNull(text) { "stop[$index] is null" } }
            (repairs as Set<JsonRepairKind?>?)?.let { kinds -> require(null !in kinds) { "repairs has a kind that is null" } }
            (extraHeaders as Map<*, *>?)?.forEach { (name, value) ->
                requireNotNull(name) { "extraHeaders has a name that is null" }
                requireNotNull(value) { "extraHeaders: the value of $name is null" }
            }
        }

        @Suppress("UNCHECKED_CAST")
        private inline fun self(set: () -> Unit): B {
            set()
            return this as B
        }
    }
}
