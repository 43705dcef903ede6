package dev.sluice.json

/** What objects have in common, open or complete: keys and values in slots, numbered in the order of arrival. */
internal abstract class SlottedObject : ObjectValue {
    abstract fun keyAt(slot: Int): String

    abstract fun valueAt(slot: Int): JsonValue

    /** The slot of [key], or -1. */
    abstract fun slotOf(key: String): Int

    final override val keys: List<String> get() = Keys(this)

    final override fun get(key: String): JsonValue? {
        val slot = slotOf(key)
        return if (slot < 0) null else valueAt(slot)
    }

    /** The order of keys does not count, as in any map. */
    final override fun equals(other: Any?): Boolean =
        other === this || (other is ObjectValue && other.isComplete == isComplete && other.size == size && hasMembersOf(other))

    private fun hasMembersOf(other: ObjectValue): Boolean = (0 until size).all { other[keyAt(it)] == valueAt(it) }

    final override fun hashCode(): Int = (0 until size).sumOf { keyAt(it).hashCode() xor valueAt(it).hashCode() }

    final override fun toString(): String = jsonText()
}

/**
 * An object whose `}` has not arrived: the first [count] slots of storage that goes on growing behind them, all complete, and [tail], the
 * value that is being written, if it shows; its key is in the storage already.
 */
internal class OpenObject(
    private val members: Array<Any?>,
    private val count: Int,
    private val index: KeyIndex?,
    private val replacements: Replacements?,
    private val tail: JsonValue?,
) : SlottedObject() {
    override val isComplete: Boolean get() = false

    override val size: Int get() = if (tail == null) count else count + 1

    /** Whether a value that shows in [earlier], a snapshot of the same object, has given way to a later one under its key. */
    fun hasReplacedSince(earlier: OpenObject): Boolean = replacements !== earlier.replacements

    override fun keyAt(slot: Int): String = members.keyAt(slot)

    override fun valueAt(slot: Int): JsonValue = if (slot == count) tail!! else replacements?.get(slot) ?: members.valueAt(slot)

    override fun slotOf(key: String): Int = if (tail != null && members.keyAt(count) == key) count else members.slotOf(key, count, index)
}

/** An object to its end; [members] holds its keys and values and nothing else. */
internal class CompleteObject(private val members: Array<Any?>, private val index: KeyIndex?) : SlottedObject() {
    override val isComplete: Boolean get() = true

    override val size: Int get() = members.size / 2

    override fun keyAt(slot: Int): String = members.keyAt(slot)

    override fun valueAt(slot: Int): JsonValue = members.valueAt(slot)

    override fun slotOf(key: String): Int = members.slotOf(key, size, index)

    companion object {
        val EMPTY = CompleteObject(arrayOfNulls(0), null)
    }
}

// Members lie in one array, key before value: one array less for each of ten thousand small objects.

internal fun Array<Any?>.keyAt(slot: Int): String = this[2 * slot] as String

internal fun Array<Any?>.valueAt(slot: Int): JsonValue = this[2 * slot + 1] as JsonValue

internal fun Array<Any?>.slotOf(key: String, count: Int, index: KeyIndex?): Int {
    if (index != null) return index.slotOf(key, this, count)
    for (slot in 0 until count) if (this[2 * slot] == key) return slot
    return -1
}

private class Keys(private val owner: SlottedObject) :
    AbstractList<String>(),
    RandomAccess {
    override val size: Int get() = owner.size

    override fun get(index: Int): String {
        if (index < 0 || index >= size) throw IndexOutOfBoundsException("index $index, size $size")
        return owner.keyAt(index)
    }

    override fun contains(element: String): Boolean = owner.slotOf(element) >= 0

    override fun indexOf(element: String): Int = owner.slotOf(element)

    override fun lastIndexOf(element: String): Int = owner.slotOf(element)
}
