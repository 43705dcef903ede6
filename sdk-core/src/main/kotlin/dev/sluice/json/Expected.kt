package dev.sluice.json

/** What may come next outside of strings, numbers and literals; [words] say it in an error message. */
internal enum class Expected(val words: String) {
    /** The document's own value. */
    VALUE("a JSON value"),
    FIRST_ELEMENT("a value or ']'"),
    ELEMENT("a value after ','"),
    ELEMENT_END("',' or ']' after the value"),
    FIRST_KEY("a key in double quotes or '}'"),
    KEY("a key in double quotes after ','"),
    COLON("':' after the key"),
    MEMBER("a value after ':'"),
    MEMBER_END("',' or '}' after the value"),
    NOTHING("nothing but white space after the end of the JSON"),
    ;

    /** Whether a key may begin. */
    val isKey: Boolean get() = this == FIRST_KEY || this == KEY

    /** Whether a value may begin. */
    val isValue: Boolean get() = this == VALUE || this == FIRST_ELEMENT || this == ELEMENT || this == MEMBER

    /** Why [got] may stand there instead, for the mistakes that are often made; null for others. */
    fun hint(got: Char): String? = when {
        this == NOTHING -> null
        (got == ']' && this == ELEMENT) || (got == '}' && this == KEY) -> "JSON has no trailing comma"
        got == '\'' || got in '\u2018'..'\u201F' -> "JSON quotes with \" only"
        got == '/' || got == '#' -> "JSON has no comments"
        got == 'N' || got == 'I' -> "JSON has no NaN and no Infinity"
        got == '+' -> "JSON has no plus sign before a number"
        got == '\uFEFF' -> "a byte order mark"
        else -> null
    }
}

/** The token that the text is in the middle of; [words] say it in an error message. */
internal enum class Token(val words: String) {
    NONE("no token"),
    STRING("a string"),
    KEY("a key"),
    NUMBER("a number"),
    LITERAL("a literal"),
    COMMENT("a comment"),
    BARE_KEY("a key"),
}
