package dev.sluice.testing.offline.filling

import dev.sluice.testing.offline.reading.Passage

/** What a request gives to work with: what it asks, and the text it asks that of. */
internal class Source(
    /** The sentence that says what to do, such as `Extract all job listings`; empty if the message is nothing but text. */
    val instruction: String,
    text: String,
    /** Whether there is no text beside the instruction: [passage] is then the instruction's own object. */
    val isBare: Boolean,
) {
    val passage: Passage = Passage(text)
}
