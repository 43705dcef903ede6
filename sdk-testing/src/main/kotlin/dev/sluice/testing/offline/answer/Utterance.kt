package dev.sluice.testing.offline.answer

import dev.sluice.testing.offline.request.Question
import dev.sluice.testing.offline.request.ToolCall
import java.security.MessageDigest

/** What the offline model says to a [question], before it is put into a provider's form. */
internal class Utterance(val question: Question, content: String?, calls: List<ToolCall>) {
    private val whole = Tokens.of(content.orEmpty())

    /** The pieces in which the answer's text streams, cut where the request's limit is; none where tools are called. */
    val pieces: List<String> = whole.take(question.maxTokens ?: Int.MAX_VALUE)

    /** The calls of tools, likewise. */
    val calls: List<SpokenCall>

    val isCut: Boolean
    val inputTokens: Int = inputTokens(question)
    val outputTokens: Int

    /** A name for the answer, the same for the same request: there is no clock and no chance in it. */
    val id: String = fingerprint(question.body.toString())

    init {
        val all = calls.map { Tokens.of(it.arguments) }
        val starts = all.runningFold(0) { sum, pieces -> sum + pieces.size }
        val limit = question.maxTokens ?: Int.MAX_VALUE
        this.calls = calls.indices.filter { it == 0 || starts[it] < limit }.map { index ->
            SpokenCall("$id${index + 1}", calls[index].tool, all[index].take(limit - starts[index]))
        }
        outputTokens = pieces.size + this.calls.sumOf { it.pieces.size }
        isCut = outputTokens < whole.size + starts.last()
    }

    companion object {
        private const val ID_BYTES = 12

        /** A short name for [text]. */
        fun fingerprint(text: String): String {
            val digest = MessageDigest.getInstance("SHA-256").digest(text.toByteArray())
            return digest.take(ID_BYTES).joinToString("") { (it.toInt() and 0xFF).toString(16).padStart(2, '0') }
        }

        /** How many tokens [question] has. */
        fun inputTokens(question: Question): Int = question.turns.sumOf { Tokens.count(it.text) } +
            (listOfNotNull(question.output) + question.tools.offered).sumOf { Tokens.count(it.schema.toString()) }
    }
}

/** A call of a tool, in the pieces in which its arguments stream. */
internal class SpokenCall(val id: String, val tool: String, val pieces: List<String>)
