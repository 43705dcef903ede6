package dev.sluice.json

/** A container that is being read. One frame serves all containers of its kind at its depth, one after the other. */
internal sealed class Frame {
    /** Whether a snapshot shows the storage at hand: then its written cells must stay as they are. */
    protected var shown = false

    /** Takes the next complete value. */
    abstract fun add(value: JsonValue)

    /** What is there now; [tail] is the value being written, or null if it does not show. */
    abstract fun show(tail: JsonValue?): JsonValue

    /** The complete container; the frame is empty again. */
    abstract fun close(): JsonValue

    /** The way to the value that is being written. */
    abstract fun pathFrom(container: JsonPath): JsonPath

    protected companion object {
        const val FIRST_CAPACITY = 4

        /** Larger storage is given back when its container closes. */
        const val KEPT_CAPACITY = 64

        fun grown(capacity: Int, expected: Int): Int =
            if (capacity == 0) expected.coerceIn(FIRST_CAPACITY, KEPT_CAPACITY) else capacity + maxOf(capacity, FIRST_CAPACITY)
    }
}

internal class ArrayFrame : Frame() {
    private var items = NONE
    private var count = 0
    private var lastCount = 0

    override fun add(value: JsonValue) {
        if (count == items.size) items = items.copyOf(grown(count, lastCount))
        items[count++] = value
    }

    override fun show(tail: JsonValue?): JsonValue {
        shown = true
        return OpenArray(items, count, tail)
    }

    override fun close(): JsonValue {
        val full = count == items.size
        val complete = when {
            count == 0 -> CompleteArray.EMPTY
            full -> CompleteArray(items)
            else -> CompleteArray(items.copyOf(count))
        }
        if (full || shown || items.size > KEPT_CAPACITY) items = NONE
        lastCount = count
        count = 0
        shown = false
        return complete
    }

    override fun pathFrom(container: JsonPath): JsonPath = container + count

    private companion object {
        val NONE = arrayOfNulls<JsonValue>(0)
    }
}

internal class ObjectFrame : Frame() {
    private var members = NONE
    private var count = 0
    private var lastCount = 0
    private var index: KeyIndex? = null
    private var replacements: Replacements? = null

    /** The key whose value is being written or awaited. */
    private var key: String? = null

    /** The slot that already holds [key], or -1. */
    private var duplicateOf = -1

    val awaitsValue: Boolean get() = key != null

    /** Whether the value being written stands under a key that has one already: then it does not show before it is complete. */
    val replaces: Boolean get() = duplicateOf >= 0

    /** How many different keys there are, the one being written included. */
    val keyCount: Int get() = if (awaitsValue && !replaces) count + 1 else count

    fun key(name: String) {
        key = name
        duplicateOf = members.slotOf(name, count, index)
        if (!replaces) {
            if (2 * count == members.size) members = members.copyOf(2 * grown(count, lastCount))
            members[2 * count] = name
        }
    }

    override fun add(value: JsonValue) {
        if (replaces) {
            replacements = (replacements ?: Replacements.NONE).with(duplicateOf, value)
        } else {
            append(value)
        }
        key = null
        duplicateOf = -1
    }

    private fun append(value: JsonValue) {
        members[2 * count + 1] = value
        count++
        if (count >= KeyIndex.SMALLEST) index = index?.with(count - 1, members) ?: KeyIndex.of(members, count)
    }

    override fun show(tail: JsonValue?): JsonValue {
        shown = true
        return OpenObject(members, count, index, replacements, tail)
    }

    override fun close(): JsonValue {
        val handOver = 2 * count == members.size && replacements == null
        val complete = when {
            count == 0 -> CompleteObject.EMPTY
            handOver -> CompleteObject(members, index)
            else -> CompleteObject(membersNow(), index)
        }
        if (handOver || shown || count > KEPT_CAPACITY) members = NONE
        lastCount = count
        count = 0
        shown = false
        index = null
        replacements = null
        return complete
    }

    private fun membersNow(): Array<Any?> {
        val copy = members.copyOf(2 * count)
        replacements?.let { newer -> for (slot in 0 until count) newer[slot]?.let { copy[2 * slot + 1] = it } }
        return copy
    }

    override fun pathFrom(container: JsonPath): JsonPath = key?.let { container + it } ?: container

    private companion object {
        val NONE = arrayOfNulls<Any?>(0)
    }
}
