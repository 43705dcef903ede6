package dev.sluice

import dev.sluice.schema.Description
import kotlinx.serialization.Serializable

/**
 * A value, or the reason why there is none: what to ask for where a text may not hold what is looked for, so that the model can say so
 * and need not invent.
 *
 * ```
 * val job = sluice.extract<Maybe<Job>> { user(page) }
 * job.value?.let(::save) ?: println(job.reason)
 * ```
 *
 * An answer with neither is not valid, and is asked for again. It works wherever a type does: within another, in a list, partially, as a
 * Java `TypeRef`.
 */
@Serializable
@Description(Maybe.MEANING)
public class Maybe<T : Any>(
    /** Null if there is none. */
    public val value: T?,
    /** Why there is no value. Models remark upon one that there is, too: what stands here beside a value is such a remark. */
    @Description(Maybe.REASON) public val reason: String?,
) {
    init {
        require(value != null || !reason.isNullOrBlank()) { "has neither a value nor the reason why there is none; give one of the two" }
    }

    override fun equals(other: Any?): Boolean = other is Maybe<*> && value == other.value && reason == other.reason

    override fun hashCode(): Int = value.hashCode() * 31 + reason.hashCode()

    override fun toString(): String = if (value != null) "Maybe($value)" else "Maybe(none: $reason)"

    public companion object {
        /** What the model is told of it. */
        public const val MEANING: String = "Either the value or the reason why there is none; the other is null"

        /** What the model is told of [Maybe.reason]. */
        public const val REASON: String = "Why there is no value; null if there is one"

        /** With a value. */
        @JvmStatic
        public fun <T : Any> of(value: T): Maybe<T> = Maybe(value, null)

        /** Without one. */
        @JvmStatic
        public fun <T : Any> none(reason: String): Maybe<T> = Maybe(null, reason)
    }
}
