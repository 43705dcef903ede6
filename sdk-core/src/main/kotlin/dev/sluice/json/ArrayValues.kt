package dev.sluice.json

/**
 * An array whose `]` has not arrived: the first [count] cells of storage that goes on growing behind them, all complete, and [tail], the
 * element that is being written, if it shows.
 */
internal class OpenArray(private val items: Array<JsonValue?>, private val count: Int, private val tail: JsonValue?) : ArrayValue {
    override val isComplete: Boolean get() = false

    override val elements: List<JsonValue> get() = Elements(items, count, tail)

    override fun equals(other: Any?): Boolean = other is ArrayValue && !other.isComplete && elements == other.elements

    override fun hashCode(): Int = elements.hashCode()

    override fun toString(): String = jsonText()
}

/** An array to its end; [items] holds its elements and nothing else. */
internal class CompleteArray(private val items: Array<JsonValue?>) : ArrayValue {
    override val isComplete: Boolean get() = true

    override val elements: List<JsonValue> get() = Elements(items, items.size, null)

    override fun equals(other: Any?): Boolean =
        other === this || (other is ArrayValue && other.isComplete && elements == other.elements)

    override fun hashCode(): Int = elements.hashCode()

    override fun toString(): String = jsonText()

    companion object {
        val EMPTY = CompleteArray(arrayOfNulls(0))
    }
}

private class Elements(private val items: Array<JsonValue?>, private val count: Int, private val tail: JsonValue?) :
    AbstractList<JsonValue>(),
    RandomAccess {
    override val size: Int get() = if (tail == null) count else count + 1

    override fun get(index: Int): JsonValue = when {
        index < 0 || index >= size -> throw IndexOutOfBoundsException("index $index, size $size")
        index < count -> items[index]!!
        else -> tail!!
    }
}
