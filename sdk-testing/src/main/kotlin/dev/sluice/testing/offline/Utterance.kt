package dev.sluice.testing.offline

import dev.sluice.testing.offline.request.Question
import dev.sluice.testing.offline.wire.Tokens
import java.security.MessageDigest

/** What the offline model says to a [question], before it is put into a provider's form. */
internal class Utterance(
    val question: Question,
    text: String,
    /** The tool that is called with it; null for content. */
    val tool: String?,
) {
    private val all = Tokens.of(text)

    /** The answer in the pieces in which it streams, cut where the request's limit is. */
    val pieces: List<String> = question.maxTokens?.let { all.take(it) } ?: all
    val isCut: Boolean = pieces.size < all.size

    val inputTokens: Int =
        question.turns.sumOf { Tokens.count(it.text) } + question.outputs.sumOf { Tokens.count(it.schema.toString()) }
    val outputTokens: Int get() = pieces.size

    /** A name for the answer, the same for the same request: there is no clock and no chance in it. */
    val id: String = fingerprint(question.body.toString())

    companion object {
        private const val ID_BYTES = 12

        /** A short name for [text]. */
        fun fingerprint(text: String): String {
            val digest = MessageDigest.getInstance("SHA-256").digest(text.toByteArray())
            return digest.take(ID_BYTES).joinToString("") { (it.toInt() and 0xFF).toString(16).padStart(2, '0') }
        }
    }
}
