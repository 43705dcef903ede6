package dev.sluice.model

/**
 * How much may be sent of images, documents and sounds, where that is not what [MediaPart] says of the provider: for a server that takes
 * more, or for a caller who wants to pay for less. What is null is left to the provider. Immutable.
 *
 * ```kotlin
 * mediaLimits = MediaLimits { maxFileBytes = 5L shl 20 }
 * ```
 */
public class MediaLimits private constructor(from: Builder) {
    /** The size of one file, in bytes as it stands on disk; base64 makes a third more of it in the request. */
    public val maxFileBytes: Long? = from.maxFileBytes

    /** The size of all files of a request together, likewise. */
    public val maxRequestBytes: Long? = from.maxRequestBytes

    /** Media types that are let through beside those that the provider documents, such as `image/tiff`. */
    public val moreMediaTypes: Set<String> = from.moreMediaTypes.map(MediaTypes::normal).toSet()

    /** A builder that starts from these. */
    public fun newBuilder(): Builder =
        Builder().maxFileBytes(maxFileBytes).maxRequestBytes(maxRequestBytes).moreMediaTypes(moreMediaTypes)

    override fun toString(): String =
        "MediaLimits(maxFileBytes=$maxFileBytes, maxRequestBytes=$maxRequestBytes, moreMediaTypes=$moreMediaTypes)"

    /** Makes [MediaLimits]. */
    public class Builder {
        @set:JvmSynthetic
        public var maxFileBytes: Long? = null

        @set:JvmSynthetic
        public var maxRequestBytes: Long? = null

        @set:JvmSynthetic
        public var moreMediaTypes: Set<String> = emptySet()

        public fun maxFileBytes(value: Long?): Builder = apply { maxFileBytes = value }

        public fun maxRequestBytes(value: Long?): Builder = apply { maxRequestBytes = value }

        public fun moreMediaTypes(value: Set<String>): Builder = apply { moreMediaTypes = value }

        /** @throws IllegalArgumentException when a limit is not positive */
        public fun build(): MediaLimits {
            check("maxFileBytes", maxFileBytes)
            check("maxRequestBytes", maxRequestBytes)
            return MediaLimits(this)
        }

        private fun check(name: String, value: Long?) = require(value == null || value > 0) {
            "the limit $name must be positive, is $value"
        }
    }

    public companion object {
        /** Limits with what [set] sets. */
        @JvmSynthetic
        public operator fun invoke(set: Builder.() -> Unit): MediaLimits = Builder().apply(set).build()
    }
}
