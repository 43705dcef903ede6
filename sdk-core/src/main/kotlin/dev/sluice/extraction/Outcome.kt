package dev.sluice.extraction

import dev.sluice.model.Usage

/** What became of one of many inputs: a value, or the reason there is none. Immutable. */
public sealed interface Outcome<I, T> {
    /** The place of [input] among the inputs, from 0. */
    public val index: Int

    public val input: I

    /** Every time the model was asked about [input], in order; empty if it was never heard. */
    public val attempts: List<Attempt>

    /** Tokens over all attempts. */
    public val usage: Usage get() = attempts.fold(Usage.NONE) { sum, attempt -> sum + attempt.usage }

    /** The value; throws what went wrong if there is none. In a collector, this is how to fail fast. */
    public fun getOrThrow(): T

    /** The value, or null if there is none. */
    public fun getOrNull(): T?

    /** What went wrong, or null if nothing did. */
    public fun errorOrNull(): Exception?

    /** The model's answer was accepted. */
    public class Success<I, T> internal constructor(
        override val index: Int,
        override val input: I,
        /** The value with its story. */
        public val extraction: Extraction<T>,
    ) : Outcome<I, T> {
        public val value: T get() = extraction.value

        override val attempts: List<Attempt> get() = extraction.attempts

        override fun getOrThrow(): T = value

        override fun getOrNull(): T = value

        override fun errorOrNull(): Exception? = null

        override fun toString(): String = "Success($index, $value)"
    }

    /**
     * There is no value. [error] is what a call for this input alone would have thrown: an [dev.sluice.errors.ApiException], an
     * [OutputException], or what the caller's own code threw that asks about the input or checks the answer.
     */
    public class Failure<I, T> internal constructor(override val index: Int, override val input: I, public val error: Exception) :
        Outcome<I, T> {
        override val attempts: List<Attempt>
            get() = (error as? OutputException ?: error.suppressed.firstNotNullOfOrNull { it as? OutputException })?.attempts.orEmpty()

        override fun getOrThrow(): T = throw error

        override fun getOrNull(): T? = null

        override fun errorOrNull(): Exception = error

        override fun toString(): String = "Failure($index, $error)"
    }
}
