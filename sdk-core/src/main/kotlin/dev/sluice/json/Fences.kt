package dev.sluice.json

/** Follows the fences of Markdown, lines that begin with three or more backticks or tildes, and what kind of block one stands in. */
internal class Fences {
    private var place = Place.MARGIN
    private var mark = ' '
    private var length = 0
    private val language = StringBuilder()

    /** The kind of block that is open; null outside of one. */
    var block: Block? = null
        private set

    /** Whether nothing but white space stands before the next character in its line. */
    val isAtMargin: Boolean get() = place == Place.MARGIN

    /** Takes the next character. Tells whether a fence stood just before it, and changed [block]. */
    fun see(character: Char): Boolean {
        val isLineEnd = character == '\n' || character == '\r'
        var changes = false
        when (place) {
            Place.MARGIN -> margin(character)

            Place.MARKS -> if (character == mark) {
                length++
            } else if (length < FENCE) {
                place = Place.LINE
            } else {
                place = Place.LANGUAGE
                changes = language(character)
            }

            Place.LANGUAGE -> changes = language(character)

            Place.LINE -> Unit
        }
        if (isLineEnd) place = Place.MARGIN
        return changes
    }

    /** Goes on elsewhere; [isAtMargin] if nothing but white space stands before it in its line. */
    fun moveTo(isAtMargin: Boolean) {
        place = if (isAtMargin) Place.MARGIN else Place.LINE
    }

    /** Says that what came did not end or begin a block: [block] is still the one that is open. */
    fun stayIn(block: Block?) {
        this.block = block
    }

    private fun margin(character: Char) {
        if (character == '`' || character == '~') {
            place = Place.MARKS
            mark = character
            length = 1
            language.setLength(0)
        } else if (character !in BLANKS) {
            place = Place.LINE
        }
    }

    private fun language(character: Char): Boolean {
        val isWord = character.isLetterOrDigit() || character in "_+-.#"
        if (isWord && language.length < LONGEST_LANGUAGE) {
            language.append(character.lowercaseChar())
            return false
        }
        place = Place.LINE
        val word = language.toString()
        block = if (word.isEmpty() && block != null) {
            null
        } else if (word in DATA) {
            Block.DATA
        } else {
            Block.CODE
        }
        return true
    }

    /** What a block may hold. */
    enum class Block {
        /** JSON, perhaps with words around. */
        DATA,

        /** A program. It is JSON only if it begins so, under a wrong name. */
        CODE,
    }

    private enum class Place { MARGIN, MARKS, LANGUAGE, LINE }

    private companion object {
        const val FENCE = 3

        /** White space, and the byte order mark that a text may begin with. */
        const val BLANKS = " \t\uFEFF"
        const val LONGEST_LANGUAGE = 32
        val DATA = setOf("", "json", "json5", "jsonc", "jsonl", "ndjson", "text", "txt", "plaintext", "output", "markdown", "md")
    }
}
