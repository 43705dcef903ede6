package dev.sluice.calls

/** Follows one JSON object, which must be right as far as it goes, so that it can be closed wherever it stops. */
internal class JsonOutline(private val member: String?) {
    /** What can be closed from here on; whoever takes it empties it. */
    val sure = StringBuilder()

    /** What has come since, and cannot yet: it ends in a key, a number, an escape, a comma. */
    val pending = StringBuilder()

    /** The brackets that close what is open, the innermost last. */
    private val closers = StringBuilder()
    private var place = Place.BETWEEN
    private var isKeyNext = false

    /** The characters that are left of an escape, its letter first. */
    private var escape = 0
    private var isEscapeLetter = false

    /** Whether the object has members in what is sure. */
    private var hasMembers = member != null

    /** Whether a member of the object's own is still to be parted from [member]. */
    private var isFirst = member != null

    var hasBegun = false
        private set

    val isClosed: Boolean get() = hasBegun && closers.isEmpty()

    /** Reads [text] from [start] until [end], or until the object closes; returns where it stopped. */
    fun read(text: CharSequence, start: Int, end: Int): Int {
        var at = start
        while (at < end && !isClosed) next(text[at++])
        return at
    }

    /** Closes all that is open; the object gets [last] as its last member. */
    fun close(last: String) {
        pending.setLength(0)
        if (place == Place.STRING) sure.append('"')
        while (closers.length > 1) sure.append(closers.removeLast())
        sure.append(if (hasMembers) "," else "").append(last).append(closers.removeLast())
    }

    private fun next(char: Char) = when (place) {
        Place.BETWEEN -> between(char)
        Place.KEY, Place.STRING -> inside(char)
    }

    private fun inside(char: Char) {
        pending.append(char)
        when {
            isEscapeLetter -> {
                isEscapeLetter = false
                escape = if (char == 'u') HEX_DIGITS else 0
            }

            escape > 0 -> escape--

            char == '\\' -> isEscapeLetter = true

            char == '"' -> {
                val isValue = place == Place.STRING
                place = Place.BETWEEN
                if (isValue) settle()
            }
        }
        if (place == Place.STRING && escape == 0 && !isEscapeLetter) settle()
    }

    private fun between(char: Char) {
        when (char) {
            '"' -> string()

            '{', '[' -> open(char)

            '}', ']' -> {
                pending.append(char)
                closers.removeLast()
                settle()
            }

            ',' -> {
                settle()
                pending.append(char)
                isKeyNext = closers.last() == '}'
            }

            else -> pending.append(char)
        }
    }

    private fun string() {
        if (isFirst) pending.append(',')
        isFirst = false
        pending.append('"')
        place = if (isKeyNext) Place.KEY else Place.STRING
        isKeyNext = false
        if (place == Place.STRING) settle()
    }

    private fun open(char: Char) {
        pending.append(char)
        closers.append(if (char == '{') '}' else ']')
        isKeyNext = char == '{'
        if (hasBegun) return settle()
        hasBegun = true
        sure.append(pending).append(member.orEmpty())
        pending.setLength(0)
    }

    private fun settle() {
        hasMembers = hasMembers || closers.isNotEmpty()
        sure.append(pending)
        pending.setLength(0)
    }

    private fun StringBuilder.removeLast(): Char = this[length - 1].also { setLength(length - 1) }

    private enum class Place { BETWEEN, KEY, STRING }

    private companion object {
        const val HEX_DIGITS = 4
    }
}
