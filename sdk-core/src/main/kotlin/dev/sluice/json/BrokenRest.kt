package dev.sluice.json

/**
 * What is left of JSON that broke off: it is passed over, so that no piece of it is taken for an answer. Sees each character once.
 *
 * It ends where the brackets of the root's own kind are all closed; the other kind is left out of account, since broken JSON often lacks
 * one. Nor do brackets in strings count; a quote begins or ends one only where JSON has that, as many a broken one has quotes within.
 * It ends, too, before a `{` at the margin that stands behind an empty line: nothing written over lines has its parts there, unless
 * a comma or `[` announced them.
 */
internal class BrokenRest {
    private var opening = '{'
    private var open = 0
    private var place = Place.OUTSIDE

    /** The last character that is no white space. */
    private var last = ' '
    private var isLineBegin = false
    private var isLineEmpty = false
    private var isBehindEmptyLine = false

    /** Begins, within [open] brackets of the kind [opening]; [isInString] if right behind a quote. */
    fun begin(opening: Char, open: Int, isInString: Boolean) {
        this.opening = opening
        this.open = open
        place = if (isInString) Place.STRING else Place.OUTSIDE
        last = ' '
        isLineBegin = false
        isLineEmpty = false
        isBehindEmptyLine = false
    }

    fun end() {
        open = 0
    }

    /** Whether [character], the next, belongs to it. */
    fun has(character: Char): Boolean {
        if (open > 0 && character == '{' && isLineBegin && isBehindEmptyLine && last !in CONTINUES) open = 0
        if (open == 0) return false
        place = placeAfter(character)
        if (place == Place.OUTSIDE) count(character)
        if (character == '\n') {
            isBehindEmptyLine = isLineEmpty
            isLineEmpty = true
        } else if (!character.isWhitespace()) {
            last = character
            isLineEmpty = false
        }
        isLineBegin = character == '\n'
        return true
    }

    private fun placeAfter(character: Char): Place = when {
        // No string of JSON goes beyond its line.
        character == '\n' || (place == Place.OUTSIDE && !(character == '"' && last in BEFORE_STRING)) -> Place.OUTSIDE

        place == Place.ESCAPE || place == Place.OUTSIDE -> Place.STRING

        character == '\\' -> Place.ESCAPE

        character == '"' -> Place.QUOTE

        place == Place.STRING -> Place.STRING

        character in BEHIND_STRING -> Place.OUTSIDE

        else -> if (character.isWhitespace()) Place.QUOTE else Place.STRING
    }

    private fun count(character: Char) {
        if (character == opening) open++
        if (character == (if (opening == '{') '}' else ']')) open--
    }

    private enum class Place {
        OUTSIDE,
        STRING,
        ESCAPE,

        /** Behind a quote in a string, which ends it if JSON goes on behind it. */
        QUOTE,
    }

    private companion object {
        const val CONTINUES = ",["
        const val BEFORE_STRING = "{[,:"

        /** A semicolon too, which is written for a comma at times. */
        const val BEHIND_STRING = ",;:}]"
    }
}
