package dev.sluice.testing.offline.request

import dev.sluice.testing.offline.filling.Amendment
import dev.sluice.testing.offline.filling.Source
import dev.sluice.testing.offline.reading.safeTake

/** What a conversation comes down to: the text to work on, what to do with it, what was wrong with earlier answers, what tools gave. */
internal class Conversation(
    val source: Source,
    val amendments: List<Amendment>,
    /** The results of the tools that were called for the last question. */
    val results: List<Turn>,
) {
    companion object {
        private const val AGAIN = "answer again"

        /** The offline model's context window. */
        private const val LONGEST_TEXT = 200_000

        /** Reads [turns]: the user's last question with its answers and refusals behind it. */
        fun of(turns: List<Turn>): Conversation {
            val firstAnswer = turns.indexOfFirst { it.speaker == Speaker.ASSISTANT }.let { if (it < 0) turns.size else it }
            val questions = turns.mapIndexed { index, turn -> turn.speaker == Speaker.USER && (index < firstAnswer || !isRefusal(turn)) }
            val last = questions.lastIndexOf(true)
            // Messages that stand together are one question; a system message between them parts nothing.
            val first = (last downTo 0).firstOrNull { !questions[it] && turns[it].speaker != Speaker.SYSTEM } ?: -1
            val asked = turns.subList(first + 1, last + 1).filter { it.speaker == Speaker.USER }.joinToString("\n\n") { it.text }
            val after = turns.drop(last + 1)
            return Conversation(
                Instructions.part(asked.safeTake(LONGEST_TEXT)),
                after.filter { it.speaker == Speaker.USER }.flatMap { Problems.read(it.text) },
                after.filter { it.speaker == Speaker.TOOL },
            )
        }

        private fun isRefusal(turn: Turn): Boolean = turn.isRefusal || turn.text.trimEnd().trimEnd('.').endsWith(AGAIN)
    }
}
