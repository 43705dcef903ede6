package dev.sluice.json

/**
 * Tells what stands in strings and comments of broken JSON from what stands outside. Sees each character once.
 *
 * Many a broken string has quotes of its own, and those come in pairs. So a quote ends a string only where JSON goes on behind it and
 * their number, the first included, is even; where they do not come in pairs, the string has no end, and all that follows stays unread.
 * A string may go on over lines.
 */
internal class LooseStrings {
    private var place = Place.OUTSIDE
    private var closers = ""
    private var isEven = false
    private var previous = ' '

    /** What of the JSON itself came last. */
    val lead = Lead()

    val isOutside: Boolean get() = place == Place.OUTSIDE

    /** Begins behind [character]: a quote begins a string, a slash perhaps a comment. */
    fun beginBehind(character: Char) {
        lead.forget()
        previous = character
        place = if (character == '/') Place.SLASH else Place.OUTSIDE
        if (character.isQuote()) beginString(character)
    }

    fun see(character: Char) {
        when (place) {
            Place.OUTSIDE, Place.SLASH -> outside(character)
            Place.STRING -> inString(character)
            Place.ESCAPE -> place = Place.STRING
            Place.QUOTE -> behindQuote(character)
            Place.LINE -> if (character == '\n') place = Place.OUTSIDE
            Place.BLOCK, Place.ASTERISK -> inBlock(character)
        }
        previous = character
    }

    private fun outside(character: Char) {
        val isBehindSlash = place == Place.SLASH
        place = Place.OUTSIDE
        when {
            isBehindSlash && character == '/' -> place = Place.LINE

            isBehindSlash && character == '*' -> place = Place.BLOCK

            character.isQuote() && lead.mayBeginString -> beginString(character)

            // No comment begins right behind a colon, but an address may: http://….
            character == '/' && previous != ':' -> place = Place.SLASH

            character == '#' && !lead.isMemberSign -> place = Place.LINE

            else -> lead.see(character)
        }
    }

    private fun beginString(quote: Char) {
        place = Place.STRING
        closers = closersOf(quote).orEmpty()
        isEven = false
    }

    private fun inString(character: Char) {
        place = Place.STRING
        if (character == '\\') place = Place.ESCAPE
        if (character !in closers) return
        isEven = !isEven
        if (isEven) place = Place.QUOTE
    }

    private fun behindQuote(character: Char) {
        if (character != '\n' && character !in BEHIND_STRING) {
            if (!character.isWhitespace()) inString(character)
            return
        }
        place = Place.OUTSIDE
        lead.see('"')
        outside(character)
    }

    private fun inBlock(character: Char) {
        place = when {
            character == '*' -> Place.ASTERISK
            character == '/' && place == Place.ASTERISK -> Place.OUTSIDE
            else -> Place.BLOCK
        }
    }

    private enum class Place {
        OUTSIDE,

        /** Behind a slash, which begins a comment if another or an asterisk follows. */
        SLASH,
        STRING,
        ESCAPE,

        /** Behind a quote that ends the string if JSON goes on behind it. */
        QUOTE,

        /** In a comment to the line's end. */
        LINE,
        BLOCK,

        /** Behind an asterisk in a comment. */
        ASTERISK,
    }

    private companion object {
        /** What goes on behind a string: JSON, a comment, or a semicolon, which is written for a comma at times. */
        const val BEHIND_STRING = ",;}]/#$MEMBER_SIGNS"
    }
}
