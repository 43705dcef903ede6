package dev.sluice.json

/** A string whose end has not arrived: the first [length] characters from [start] on of storage that goes on growing behind them. */
internal class GrowingString(private val chars: CharArray, private val start: Int, private val length: Int) : StringValue {
    override val isComplete: Boolean get() = false

    override val text: CharSequence get() = TextView(chars, start, length)

    override val string: String get() = String(chars, start, length)

    override fun equals(other: Any?): Boolean = other is StringValue && !other.isComplete && text.contentEquals(other.text)

    override fun hashCode(): Int = string.hashCode()

    override fun toString(): String = jsonText()
}

/** A string to its end. */
internal class CompleteString(override val string: String) : StringValue {
    override val isComplete: Boolean get() = true

    override val text: CharSequence get() = string

    override fun equals(other: Any?): Boolean = other is StringValue && other.isComplete && string == other.string

    override fun hashCode(): Int = string.hashCode()

    override fun toString(): String = jsonText()

    companion object {
        private val EMPTY = CompleteString("")

        fun of(string: String): CompleteString = if (string.isEmpty()) EMPTY else CompleteString(string)
    }
}

/** A part of append-only storage that is written no more. Like most character sequences it has no equality but identity. */
private class TextView(private val chars: CharArray, private val start: Int, override val length: Int) : CharSequence {
    override fun get(index: Int): Char {
        if (index < 0 || index >= length) throw StringIndexOutOfBoundsException("index $index, length $length")
        return chars[start + index]
    }

    override fun subSequence(startIndex: Int, endIndex: Int): CharSequence {
        if (startIndex < 0 || startIndex > endIndex || endIndex > length) {
            throw StringIndexOutOfBoundsException("from $startIndex to $endIndex, length $length")
        }
        return TextView(chars, start + startIndex, endIndex - startIndex)
    }

    override fun toString(): String = String(chars, start, length)
}
