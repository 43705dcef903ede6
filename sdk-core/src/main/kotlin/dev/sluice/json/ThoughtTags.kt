package dev.sluice.json

/** Recognizes the tags between which models think aloud, in any case of letters. Fed every character; keeps no more than a tag's length. */
internal class ThoughtTags {
    private val text = StringBuilder()
    private var before = ' '
    private var isAtMargin = false

    /** What [character] completes, if it completes a tag; [isAtMargin] if nothing but white space stands before it in its line. */
    fun see(character: Char, isAtMargin: Boolean): ThoughtTag? {
        val last = before
        before = character
        if (character == '<' || character == '[') {
            text.setLength(0)
            // In code it is a tag that is spoken of.
            if (last == '`') return null
            this.isAtMargin = isAtMargin
            text.append(character)
            return null
        }
        if (text.isEmpty()) return null
        text.append(character.lowercaseChar())
        if (character == '>' || character == ']') return tag(text.toString()).also { text.setLength(0) }
        if (text.length == LONGEST) text.setLength(0)
        return null
    }

    fun forget() {
        text.setLength(0)
        before = ' '
    }

    private fun tag(seen: String): ThoughtTag? = when (seen) {
        in OPENING -> if (isAtMargin) ThoughtTag.OPENING else ThoughtTag.OPENING_IN_LINE
        in CLOSING -> ThoughtTag.CLOSING
        else -> null
    }

    private companion object {
        val NAMES = listOf("think", "thinking", "thought", "thoughts", "reasoning")
        val OPENING = NAMES.map { "<$it>" }.toSet() + "[think]"
        val CLOSING = NAMES.map { "</$it>" }.toSet() + "[/think]"
        val LONGEST = CLOSING.maxOf { it.length }
    }
}

/** A tag of thoughts. */
internal enum class ThoughtTag {
    /** At the beginning of a line, where models open their thoughts. */
    OPENING,

    /**
     * Within a line, where a tag may as well be spoken of ("no <think> tag was needed: …"). Only a closing tag tells; without one what
     * follows must not be lost.
     */
    OPENING_IN_LINE,
    CLOSING,
}
