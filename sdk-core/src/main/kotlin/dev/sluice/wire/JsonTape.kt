package dev.sluice.wire

import kotlinx.serialization.json.JsonObject

/**
 * Where the values of a JSON text stand, so that they can be read when they are asked for.
 *
 * Of an event of a stream two or three fields are read and the others never, so no value is made here: a text of two hundred letters
 * costs one array. The serialization library's own parser would make all of them, and takes any bare word for a literal, which, written
 * out again, would make our own request unreadable.
 *
 * Entries stand in the order of the text; an object's are a name and a value in turns. Immutable. Whoever keeps a part keeps the text.
 */
internal class JsonTape(
    private val text: String,
    /** Where each entry starts, as a complement if it is a string with escapes; behind the start of a container, its next entry. */
    private val cells: IntArray,
) {
    /** The entry behind [entry] and all that is in it. */
    fun next(entry: Int): Int = if (cells[entry] >= 0 && text[cells[entry]].opensContainer) cells[entry + 1] else entry + 1

    /** The first entry in the container at [entry]. */
    fun first(entry: Int): Int = entry + 2

    /** The first character of the value at [entry]. */
    fun firstLetter(entry: Int): Char = cells[entry].let { if (it < 0) '"' else text[it] }

    /** Whether the string at [entry], which is a name, is [name]. */
    fun isNamed(entry: Int, name: String): Boolean {
        val start = cells[entry]
        if (start < 0) return string(entry) == name
        // A name with a quote in it is written with an escape; without this it would match beyond its end.
        return text.startsWith(name, start + 1) && '"' !in name && text[start + 1 + name.length] == '"'
    }

    /** What the string at [entry] says. */
    fun string(entry: Int): String {
        val start = cells[entry]
        if (start < 0) return unescaped(text, start.inv() + 1)
        val end = text.indexOf('"', start + 1)
        return KnownNames.find(text, start + 1, end) ?: text.substring(start + 1, end)
    }

    /** What the value at [entry] looks like, which is no string and no container. */
    fun literal(entry: Int): String {
        val start = cells[entry]
        var end = start + 1
        while (text[end] !in LITERAL_ENDS) end++
        return text.substring(start, end)
    }

    companion object {
        private const val LITERAL_ENDS = ",}] \n\r\t"

        /** The object that [text] is; null if it is no JSON, another kind of value, or nested deeper than anyone writes. */
        fun read(text: String): JsonObject? = JsonScan(text).cells()?.let { JsonObject(TapeObject(JsonTape(text, it), 0)) }
    }
}

/** Whether a value that begins so is an object or an array. */
private val Char.opensContainer: Boolean get() = this == '{' || this == '['
