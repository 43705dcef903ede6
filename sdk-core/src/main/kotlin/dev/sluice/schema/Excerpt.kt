package dev.sluice.schema

import dev.sluice.json.ArrayValue
import dev.sluice.json.BooleanValue
import dev.sluice.json.JsonValue
import dev.sluice.json.NullValue
import dev.sluice.json.NumberValue
import dev.sluice.json.ObjectValue
import dev.sluice.json.StringValue
import kotlinx.serialization.json.JsonPrimitive

/** The beginning of a value as JSON text, to be shown; takes no longer for a huge one. */
internal fun JsonValue.excerpt(limit: Int = 80): String = Excerpt(limit).apply { write(this@excerpt) }.toString()

private class Excerpt(private val limit: Int) {
    private val text = StringBuilder()
    private val room: Int get() = limit - text.length

    fun write(value: JsonValue) {
        when (value) {
            is StringValue -> quote(value.text)

            is NumberValue -> text.append(value.literal.cut(maxOf(room, 1)))

            is BooleanValue -> text.append(value.value)

            NullValue -> text.append("null")

            is ArrayValue -> entries('[', ']', value.elements) { write(it) }

            is ObjectValue -> entries('{', '}', value.keys) { key ->
                quote(key)
                text.append(':')
                value[key]?.let(::write)
            }
        }
    }

    private inline fun <E> entries(open: Char, close: Char, entries: List<E>, one: (E) -> Unit) {
        text.append(open)
        for ((index, entry) in entries.withIndex()) {
            if (index > 0) text.append(',')
            if (room <= 1) {
                text.append('…')
                break
            }
            one(entry)
        }
        text.append(close)
    }

    private fun quote(string: CharSequence) {
        text.append(JsonPrimitive(string.cut(maxOf(room, 1))))
    }

    override fun toString(): String = text.toString()
}

/** At most [limit] characters of it, never half of one, with a mark where it was cut. */
internal fun CharSequence.cut(limit: Int): String {
    if (length <= limit) return toString()
    val end = if (this[limit - 1].isHighSurrogate()) limit - 1 else limit
    return substring(0, end) + "…"
}
