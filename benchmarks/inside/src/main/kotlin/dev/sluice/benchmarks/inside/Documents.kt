package dev.sluice.benchmarks.inside

/** JSON texts of a wanted length, like the answers of models. */
public enum class Documents(val write: (length: Int) -> String) {
    /** An object with a list of flat records: strings with escapes, numbers, booleans, a short list. */
    RECORDS({ length ->
        padded(length, "{\"jobs\":[", "],\"rest\":\"") { at ->
            (if (at > 0) ", " else "") + "{\"id\": ${at * 7919}, \"title\": \"Engineer \\\"${'A' + at % 26}\\\" in Zürich\", " +
                "\"salary\": ${60 + at % 40}.${at % 10}, \"remote\": ${at % 3 == 0}, " +
                "\"tags\": [\"kotlin\", \"jvm\", \"level ${at % 9}\"], \"note\": ${if (at % 4 == 0) "null" else "\"Asks for\\nfive years\""}}"
        }
    }),

    /** An object whose one member is a long text with a line break now and then. */
    STRING({ length ->
        padded(length, "{\"summary\": \"", "") { "The quick brown fox jumps over the lazy dog, and writes about it at length.\\n" }
    }),
}

/** [before], parts as long as they fit, [after], and dots in the open string up to [length]. */
private fun padded(length: Int, before: String, after: String, part: (Int) -> String): String {
    val text = StringBuilder(before)
    var at = 0
    while (true) {
        val next = part(at++)
        if (text.length + next.length + after.length + 2 > length) break
        text.append(next)
    }
    text.append(after)
    return text.append(".".repeat(length - 2 - text.length)).append("\"}").toString()
}
