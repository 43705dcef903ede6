package dev.sluice.json

/** Recognizes the tags between which models think aloud, in any case of letters. Fed every character; keeps no more than a tag's length. */
internal class ThoughtTags {
    private val tag = StringBuilder()

    /** What [character] completes: true for an opening tag, false for a closing one, null for none. */
    fun see(character: Char): Boolean? {
        if (character == '<' || character == '[') {
            tag.setLength(0)
            tag.append(character)
            return null
        }
        if (tag.isEmpty()) return null
        tag.append(character.lowercaseChar())
        if (character == '>' || character == ']') {
            val seen = tag.toString()
            tag.setLength(0)
            return if (seen in OPENING) {
                true
            } else if (seen in CLOSING) {
                false
            } else {
                null
            }
        }
        if (tag.length == LONGEST) tag.setLength(0)
        return null
    }

    fun forget() = tag.setLength(0)

    private companion object {
        val NAMES = listOf("think", "thinking", "thought", "thoughts", "reasoning")
        val OPENING = NAMES.map { "<$it>" }.toSet() + "[think]"
        val CLOSING = NAMES.map { "</$it>" }.toSet() + "[/think]"
        val LONGEST = CLOSING.maxOf { it.length }
    }
}
