package dev.sluice.extraction

import dev.sluice.json.ArrayValue
import dev.sluice.json.JsonValue
import dev.sluice.json.NullValue
import dev.sluice.json.StringValue
import dev.sluice.schema.ArraySchema
import dev.sluice.schema.OutputType
import dev.sluice.schema.StringSchema

/**
 * The elements of one list of the type [type] as they were built, one after another: reading it again costs what has closed since.
 * Not safe by itself; [DecodedValues] guards it and knows which list it is.
 */
internal class DecodedList(val type: OutputType<*>) {
    private var values = arrayOfNulls<Any?>(8)
    private var count = 0

    /** What was looked at: the elements behind the values and, if one does not fit, that one and those after it. */
    private var seen: List<JsonValue> = emptyList()
    private var fits = true

    /** Whether this is [whole] as far as it goes. Costs the elements seen, but is asked once for each list that closes. */
    fun isBeginningOf(whole: ArrayValue): Boolean {
        val elements = whole.elements
        return seen.size <= elements.size && seen.indices.all { seen[it] === elements[it] }
    }

    /** The list as [json], one of its snapshots, shows it; a view that does not change. */
    fun read(node: TypedJson<*>, json: ArrayValue): List<Any?> {
        val closed = json.closed
        val items = node.document.resolve((node.schema as ArraySchema).items)
        val text = items is StringSchema && !items.atomic
        while (fits && count < closed.size) add(node, closed[count], text)
        if (closed.size > seen.size) seen = closed
        val shown = minOf(count, closed.size)
        val growing = json.elements.lastOrNull()?.takeIf { text && shown == closed.size && !it.isComplete } as? StringValue
        return Shown(values, shown, growing)
    }

    private fun add(node: TypedJson<*>, json: JsonValue, text: Boolean) {
        val element = node.element(count, json)
        val value = if (text) (json as? StringValue)?.string else element.value()
        fits = value != null || (json === NullValue && element.declared.nullable)
        if (!fits) return
        // Readers hold the old array: what they see of it stays.
        if (count == values.size) values = values.copyOf(count * 2)
        values[count++] = value
    }

    private class Shown(private val values: Array<Any?>, private val count: Int, private val growing: StringValue?) :
        AbstractList<Any?>(),
        RandomAccess {
        override val size: Int = if (growing == null) count else count + 1

        override fun get(index: Int): Any? = when {
            index in 0 until count -> values[index]
            index == count && growing != null -> growing.string
            else -> throw IndexOutOfBoundsException("index $index, size $size")
        }
    }
}

/** The elements that will not change any more: only the last can be open. */
internal val ArrayValue.closed: List<JsonValue>
    get() = elements.let { if (it.isEmpty() || it.last().isComplete) it else it.subList(0, it.size - 1) }
