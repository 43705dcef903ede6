package dev.sluice.json

import java.util.Collections
import java.util.EnumSet

/**
 * A departure from JSON that a [JsonReader] may mend, if told to. None of them loses anything: what the text says is kept to the letter,
 * comments apart.
 */
public enum class JsonRepairKind(internal val words: String) {
    /** A comma before `]` or `}`. */
    TRAILING_COMMA("a trailing comma"),

    /** A key or string between single quotes, `'like this'`; inside, `\'` stands for a quote and `"` for itself. */
    SINGLE_QUOTES("single quotes"),

    /** A key without quotes: letters, digits, `_`, `$` and `-`, not beginning with a digit or `-`. */
    UNQUOTED_KEY("a key without quotes"),

    /** A comment, from two slashes to the line's end or between slashes with asterisks. It is left out. */
    COMMENT("a comment"),

    /**
     * Line breaks, tabs and other control characters that stand in a string or key as they are; in a key only where the text is JSON and
     * nothing else. Listed once a string.
     */
    CONTROL_CHARACTER("raw control characters in a string"),

    /** A key or string between typographic quotes, double or single, of any language. */
    SMART_QUOTES("typographic quotes"),
    ;

    public companion object {
        /** Every kind. */
        @JvmField
        public val ALL: Set<JsonRepairKind> = Collections.unmodifiableSet(EnumSet.allOf(JsonRepairKind::class.java))
    }
}
