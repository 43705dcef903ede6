package dev.sluice.json

/**
 * How much JSON a [JsonReader] takes before it gives up with a [JsonLimitException] that names the limit.
 *
 * Lengths count UTF-16 characters; those of keys and strings are counted after unescaping. What a document costs in memory grows with
 * its length, so [maxLength] bounds it all; the others stop what no honest answer contains. Immutable.
 */
public class JsonLimits private constructor(from: Builder) {
    /** The whole text, white space included. Default 64 Mi characters. */
    public val maxLength: Long = from.maxLength

    /** Objects and arrays inside one another. Default 128; at most 500, because whoever walks a value recurses, on stacks of any size. */
    public val maxDepth: Int = from.maxDepth

    /** The text of one number. Default 4,096 characters. */
    public val maxNumberLength: Int = from.maxNumberLength

    /** One key. Default 64 Ki characters. */
    public val maxKeyLength: Int = from.maxKeyLength

    /** One string. Default 64 Mi characters. */
    public val maxStringLength: Int = from.maxStringLength

    /** Different keys in one object. Default 1,000,000; at most 2^28. */
    public val maxKeys: Int = from.maxKeys

    /** A builder that starts from these. */
    public fun newBuilder(): Builder = Builder(this)

    override fun toString(): String =
        "JsonLimits(maxLength=$maxLength, maxDepth=$maxDepth, maxNumberLength=$maxNumberLength, maxKeyLength=$maxKeyLength, " +
            "maxStringLength=$maxStringLength, maxKeys=$maxKeys)"

    /** Makes [JsonLimits]. Every value must be positive. */
    public class Builder() {
        internal constructor(from: JsonLimits) : this() {
            maxLength = from.maxLength
            maxDepth = from.maxDepth
            maxNumberLength = from.maxNumberLength
            maxKeyLength = from.maxKeyLength
            maxStringLength = from.maxStringLength
            maxKeys = from.maxKeys
        }

        @set:JvmSynthetic
        public var maxLength: Long = 64L shl 20

        @set:JvmSynthetic
        public var maxDepth: Int = 128

        @set:JvmSynthetic
        public var maxNumberLength: Int = 4_096

        @set:JvmSynthetic
        public var maxKeyLength: Int = 64 shl 10

        @set:JvmSynthetic
        public var maxStringLength: Int = 64 shl 20

        @set:JvmSynthetic
        public var maxKeys: Int = 1_000_000

        public fun maxLength(value: Long): Builder = apply { maxLength = value }

        public fun maxDepth(value: Int): Builder = apply { maxDepth = value }

        public fun maxNumberLength(value: Int): Builder = apply { maxNumberLength = value }

        public fun maxKeyLength(value: Int): Builder = apply { maxKeyLength = value }

        public fun maxStringLength(value: Int): Builder = apply { maxStringLength = value }

        public fun maxKeys(value: Int): Builder = apply { maxKeys = value }

        /** @throws IllegalArgumentException when a value is out of its range */
        public fun build(): JsonLimits {
            check("maxLength", maxLength, Long.MAX_VALUE)
            check("maxDepth", maxDepth.toLong(), HIGHEST_DEPTH)
            check("maxNumberLength", maxNumberLength.toLong(), Long.MAX_VALUE)
            check("maxKeyLength", maxKeyLength.toLong(), Long.MAX_VALUE)
            check("maxStringLength", maxStringLength.toLong(), Long.MAX_VALUE)
            check("maxKeys", maxKeys.toLong(), HIGHEST_KEYS)
            return JsonLimits(this)
        }

        private fun check(name: String, value: Long, highest: Long) {
            require(value > 0) { "the limit $name must be positive, is $value" }
            require(value <= highest) { "the limit $name must be at most $highest, is $value" }
        }
    }

    public companion object {
        private const val HIGHEST_DEPTH = 500L
        private const val HIGHEST_KEYS = 1L shl 28

        /** Generous for any answer of a model. */
        @JvmField
        public val DEFAULT: JsonLimits = Builder().build()
    }
}
