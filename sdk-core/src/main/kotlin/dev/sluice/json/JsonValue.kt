package dev.sluice.json

/**
 * A JSON value as far as it has arrived: an immutable snapshot, safe to keep and to hand to other threads.
 *
 * Snapshots share what they hold: taking one costs what changed since the last, not what has arrived. A value that [isComplete]
 * never changes again. `toString` gives JSON text; open containers and strings are closed at what is there.
 *
 * Equal means: the same kind and content, complete or not alike, at any depth. The order of keys does not count; numbers are compared
 * as they were written, so `1.0` is not `1`.
 */
public sealed interface JsonValue {
    /** Whether its end has arrived. Numbers, booleans and null are always complete: they do not show before. */
    public val isComplete: Boolean
}

/** An object. A key shows only together with its value. */
public interface ObjectValue : JsonValue {
    /** How many keys show. */
    public val size: Int

    /** Keys in the order in which they first arrived. A view, not a copy. */
    public val keys: List<String>

    /** The value under [key], or null when there is none yet. Hashed for large objects. */
    public operator fun get(key: String): JsonValue?
}

/** An array. A view over shared storage, not a copy: `get` and `size` are O(1). */
public interface ArrayValue : JsonValue {
    /** The elements that show; the last may be incomplete. */
    public val elements: List<JsonValue>
}

/** A string: its decoded text so far. */
public interface StringValue : JsonValue {
    /** The text so far as a view, O(1), without a copy. It never ends in half an escape or half a surrogate pair. */
    public val text: CharSequence

    /** The text so far as a string; copies once while the string grows, is remembered when complete. */
    public val string: String
}

/** A number, exact: its literal as it was written. */
public interface NumberValue : JsonValue {
    public val literal: String
}

/** `true` or `false`. */
public interface BooleanValue : JsonValue {
    public val value: Boolean
}

/** `null`, which is not the same as "not there yet". */
public object NullValue : JsonValue {
    override val isComplete: Boolean get() = true

    override fun toString(): String = "null"
}
