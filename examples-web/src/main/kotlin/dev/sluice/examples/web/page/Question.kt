package dev.sluice.examples.web.page

import kotlinx.serialization.Serializable

/** What a browser asks about. Both servers take it, and refuse texts by the same rules. */
@Serializable
data class Question(val text: String = "") {
    /** The text, if it can be answered. */
    fun checked(): String {
        if (text.isBlank()) throw BadQuestion("There is no text", "Paste something to read, then try again.")
        if (text.length > LONGEST) {
            throw BadQuestion("The text is too long", "It has ${text.length} characters; this demo reads up to $LONGEST.")
        }
        return text
    }
}

/** A question that cannot be answered, in the words that a person sees. */
class BadQuestion(val title: String, val detail: String) : IllegalArgumentException(detail)

private const val LONGEST = 50_000
