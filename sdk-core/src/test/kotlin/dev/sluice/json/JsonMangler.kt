package dev.sluice.json

import kotlin.random.Random

/** Writes a value as JSON with mistakes of [kinds] here and there, and keeps which and where. */
internal class JsonMangler(private val random: Random, private val kinds: Set<JsonRepairKind>) {
    private val out = StringBuilder()

    /** Each mistake as its kind and offset, in the order of the text. */
    val mistakes = mutableListOf<Pair<JsonRepairKind, Long>>()

    fun write(value: JsonValue): String {
        value(value)
        mistakes.sortBy { it.second }
        return out.toString()
    }

    private fun value(value: JsonValue) {
        space()
        when (value) {
            is ObjectValue -> all('{', value.keys, '}') { key ->
                key(key)
                out.append(':')
                value(value[key]!!)
            }

            is ArrayValue -> all('[', value.elements, ']') { value(it) }

            is StringValue -> quoted(value.string)

            is NumberValue, is BooleanValue, NullValue -> out.append(value)
        }
        space()
    }

    private fun <T> all(open: Char, items: List<T>, close: Char, write: (T) -> Unit) {
        out.append(open)
        items.forEachIndexed { at, item ->
            if (at > 0) out.append(',')
            write(item)
        }
        if (items.isNotEmpty() && chooses(JsonRepairKind.TRAILING_COMMA)) {
            mistake(JsonRepairKind.TRAILING_COMMA)
            out.append(',')
        }
        space()
        out.append(close)
    }

    private fun key(key: String) {
        space()
        if (BARE.matches(key) && chooses(JsonRepairKind.UNQUOTED_KEY)) {
            mistake(JsonRepairKind.UNQUOTED_KEY)
            out.append(key)
        } else {
            quoted(key)
        }
    }

    private fun quoted(text: String) {
        val (quote, closers) = when {
            chooses(JsonRepairKind.SINGLE_QUOTES) -> "'" to "'".also { mistake(JsonRepairKind.SINGLE_QUOTES) }
            chooses(JsonRepairKind.SMART_QUOTES) -> SMART.random(random).also { mistake(JsonRepairKind.SMART_QUOTES) }
            else -> "\"" to "\""
        }
        out.append(quote)
        characters(text, closers)
        out.append(closers.random(random))
    }

    private fun characters(text: String, closers: String) {
        val isRaw = chooses(JsonRepairKind.CONTROL_CHARACTER)
        if (isRaw) {
            val first = text.indexOfFirst { it < ' ' }
            if (first >= 0) characters(text.take(first), closers).also { mistake(JsonRepairKind.CONTROL_CHARACTER) }
            if (first >= 0) return plain(text.drop(first), closers, isRaw = true)
        }
        plain(text, closers, isRaw = false)
    }

    private fun plain(text: String, closers: String, isRaw: Boolean) {
        for (character in text) {
            when {
                character < ' ' && isRaw -> out.append(character)

                character == '\\' -> out.append("\\\\")

                character < ' ' || (character in closers && random.nextBoolean()) ->
                    out.append("\\u").append(character.code.toString(16).padStart(4, '0'))

                character in closers -> out.append('\\').append(character)

                else -> out.append(character)
            }
        }
    }

    private fun space() {
        if (random.nextInt(4) == 0) out.append(" \n\t".random(random))
        if (!chooses(JsonRepairKind.COMMENT)) return
        mistake(JsonRepairKind.COMMENT)
        out.append(listOf("// a 'b' \"c\" {\n", "/* ] * / // */", "/**/", "//\r").random(random))
    }

    private fun chooses(kind: JsonRepairKind) = kind in kinds && random.nextInt(3) == 0

    private fun mistake(kind: JsonRepairKind) {
        mistakes += kind to out.length.toLong()
    }

    private companion object {
        val BARE = Regex("[\\p{L}_$][\\p{L}\\p{Nd}_$-]*")
        val SMART = listOf("“" to "”\"", "”" to "”\"", "„" to "“”\"", "‘" to "’'", "’" to "’'", "‚" to "‘’'")
    }
}
