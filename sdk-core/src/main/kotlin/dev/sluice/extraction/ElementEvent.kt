package dev.sluice.extraction

import dev.sluice.schema.Violation

/** One step of a list that arrives element by element. */
public sealed interface ElementEvent<out T> {
    /** An element is whole and valid. [index] counts the list's elements from 0, rejected ones included. */
    public class Element<out T> internal constructor(public val index: Int, public val value: T) : ElementEvent<T> {
        override fun toString(): String = "Element($index, $value)"
    }

    /** An element is whole and not valid; the list goes on. [raw] is its JSON. */
    public class Rejected internal constructor(public val index: Int, public val raw: String, public val violations: List<Violation>) :
        ElementEvent<Nothing> {
        override fun toString(): String = "Rejected($index, $violations)"
    }

    /** The list is whole. The last event. */
    public class Finished<out T> internal constructor(public val extraction: Extraction<List<@UnsafeVariance T>>) : ElementEvent<T> {
        override fun toString(): String = "Finished($extraction)"
    }
}
