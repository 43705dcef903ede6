package dev.sluice.extraction

import dev.sluice.json.JsonValue
import kotlin.reflect.KProperty1

/**
 * A [T] as far as it has arrived: an immutable snapshot, read field by field through the type's own property references.
 *
 * No instance of [T] exists before the answer is whole; a field that is not there yet reads as null. Strings grow; numbers,
 * booleans, enums, dates and the like show when they are certain; of a list its closed elements show (and a last string that
 * still grows); anything else shows when it is complete, and so does a field that is marked [dev.sluice.schema.StreamWhole]. An object
 * shows from its `{` on, or from the fields on that are marked [dev.sluice.schema.StreamRequired]. Reading is cheap and safe from any
 * thread.
 *
 * ```
 * sluice.extractPartial<Analysis> { user(text) }.collect { partial ->
 *     partial[Analysis::productName]?.let { show(it) }
 *     partial.value?.let { save(it) }
 * }
 * ```
 *
 * A reference that names no property of [T]'s schema is an `IllegalArgumentException`.
 */
public interface Partial<T> {
    /** What [field] holds so far; null while it is absent. */
    public operator fun <V> get(field: KProperty1<in T, V>): V?

    /** The object in [field], from its `{` on; an empty one before. */
    public fun <N : Any> at(field: KProperty1<in T, N?>): Partial<N>

    /** The elements of the list in [field], the last of them perhaps still open. A view: reading one element builds one. */
    public fun <E : Any> items(field: KProperty1<in T, List<E>?>): List<Partial<E>>

    /** The string in [field] as a view, without a copy; empty before it shows. */
    public fun text(field: KProperty1<in T, String?>): CharSequence

    /** Whether [field] is absent, streaming or complete: null and "not yet" differ here. */
    public fun state(field: KProperty1<in T, *>): FieldState

    /** Whether [field] is complete. */
    public fun isComplete(field: KProperty1<in T, *>): Boolean = state(field) == FieldState.COMPLETE

    /** The field that travels under [name], without its type: for a user interface that shows any type. */
    public fun field(name: String): PartialField

    /** The elements, when [T] itself is a list; empty otherwise. */
    public val elements: List<Partial<*>>

    /** The whole value, validated. Only on the last emission of a stream, and in everything that is reached from there. */
    public val value: T?

    /** The value with its story. Only on the last emission. */
    public val extraction: Extraction<T>?

    /** Which time of asking this comes from, from 1. */
    public val attempt: Int

    /**
     * Which candidate in the answer's text this shows, from 1. It rises only in [dev.sluice.model.OutputMode.PROMPTED], where a later
     * JSON object takes the place of an earlier one; what showed before is then void. Within a candidate nothing is taken back.
     */
    public val candidate: Int

    /** The JSON so far, whatever shows of its parts; null before anything shows. */
    public val json: JsonValue?
}

/** One field of a [Partial], reached by name. */
public interface PartialField {
    /** The name under which it travels. */
    public val name: String
    public val state: FieldState

    /** As [Partial.get]. */
    public val value: Any?

    /** As [Partial.text]; the field must be a string. */
    public val text: CharSequence

    /** As [Partial.at]; the field must be an object. */
    public val partial: Partial<*>

    /** As [Partial.items]; the field must be a list. */
    public val items: List<Partial<*>>
    public val json: JsonValue?
}

/** How much of a field has arrived. */
public enum class FieldState {
    /** Nothing that shows. */
    ABSENT,

    /** Its beginning. */
    STREAMING,

    /** All of it; it will not change. */
    COMPLETE,
}
