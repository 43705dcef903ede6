package dev.sluice.json

/** What leads up to a place in JSON, or in what was meant as such: the last two characters, white space apart. */
internal class Lead {
    private var last = ' '
    private var before = ' '

    /** Whether a value comes next: behind a comma or `[`, or a key with its colon. */
    val announcesValue: Boolean get() = last == ',' || last == '[' || isKey

    /** Whether a key in quotes and its colon stand last, or what is written for one at times: `=`, `=>`. */
    val isKey: Boolean
        get() = when (last) {
            '>' -> before == '='
            in MEMBER_SIGNS -> before.isQuote()
            else -> false
        }

    /** Whether a comma stands last, right behind what may end a value. */
    val isBetweenValues: Boolean get() = last == ',' && (before.isQuote() || before in "}]")

    /** Whether JSON has a string here. */
    val mayBeginString: Boolean get() = last in "{[,>" || last in MEMBER_SIGNS

    /** Whether the value of a member comes next, if it is no prose. */
    val isMemberSign: Boolean get() = last in MEMBER_SIGNS

    fun see(character: Char) {
        if (character.isWhitespace()) return
        before = last
        last = character
    }

    fun forget() {
        last = ' '
        before = ' '
    }
}

/** The colon, and what is written for it. */
internal const val MEMBER_SIGNS = ":=\uFF1A"

internal fun Char.isQuote(): Boolean = closersOf(this) != null

/** The quotes of the kind of [quote], of which any may end what it begins; null if it is none. */
internal fun closersOf(quote: Char): String? = when (quote) {
    '"' -> "\""
    '\'' -> "'"
    in '\u2018'..'\u201B' -> "\u2018\u2019\u201A\u201B'"
    in '\u201C'..'\u201F' -> "\u201C\u201D\u201E\u201F\""
    else -> null
}
