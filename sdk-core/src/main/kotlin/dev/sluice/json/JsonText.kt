package dev.sluice.json

/** This value as JSON text without white space; what is open is closed at what is there. */
internal fun JsonValue.jsonText(): String = StringBuilder().also { it.appendJson(this) }.toString()

private fun StringBuilder.appendJson(value: JsonValue) {
    when (value) {
        is ObjectValue -> appendObject(value)
        is ArrayValue -> appendArray(value)
        is StringValue -> appendQuoted(value.text)
        is NumberValue -> append(value.literal)
        is BooleanValue -> append(value.value)
        NullValue -> append("null")
    }
}

private fun StringBuilder.appendObject(value: ObjectValue) {
    append('{')
    value.keys.forEachIndexed { at, key ->
        if (at > 0) append(',')
        appendQuoted(key)
        append(':')
        appendJson(value[key]!!)
    }
    append('}')
}

private fun StringBuilder.appendArray(value: ArrayValue) {
    append('[')
    value.elements.forEachIndexed { at, element ->
        if (at > 0) append(',')
        appendJson(element)
    }
    append(']')
}

private fun StringBuilder.appendQuoted(text: CharSequence) {
    append('"')
    for (character in text) {
        when (character) {
            '"' -> append("\\\"")
            '\\' -> append("\\\\")
            '\n' -> append("\\n")
            '\r' -> append("\\r")
            '\t' -> append("\\t")
            '\b' -> append("\\b")
            '\u000C' -> append("\\f")
            in '\u0000'..'\u001F' -> append("\\u").append(character.code.toString(16).padStart(4, '0'))
            else -> append(character)
        }
    }
    append('"')
}
