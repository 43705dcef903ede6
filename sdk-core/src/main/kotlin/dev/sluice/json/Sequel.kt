package dev.sluice.json

/** Recognizes that an object which seems whole goes on with another member: right behind its end stands `, "key":`. */
internal class Sequel {
    private var step = Step.NONE

    /** Begins behind the object. */
    fun begin() {
        step = Step.END
    }

    fun forget() {
        step = Step.NONE
    }

    /** Whether [character] completes a key that belongs to the object. */
    fun isKeyWith(character: Char): Boolean {
        if (step == Step.KEY_END && character in MEMBER_SIGNS) return true
        if (step != Step.KEY && character.isWhitespace()) return false
        step = when (step) {
            Step.END -> if (character == ',') {
                Step.COMMA
            } else if (character == '}') {
                Step.END
            } else {
                Step.NONE
            }

            Step.COMMA -> if (character.isQuote()) Step.KEY else Step.NONE

            Step.KEY -> if (character.isQuote()) {
                Step.KEY_END
            } else if (character == '\n') {
                Step.NONE
            } else {
                Step.KEY
            }

            Step.KEY_END, Step.NONE -> Step.NONE
        }
        return false
    }

    private enum class Step { NONE, END, COMMA, KEY, KEY_END }
}
