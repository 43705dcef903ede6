package dev.sluice.extraction

import dev.sluice.model.ChatModel
import dev.sluice.schema.Violation

/** Asks until the answer is valid or the attempts are spent. The rejected answers stay in the conversation, each with its errors. */
internal class Conversation<T>(private val chat: ChatModel, private val question: Question<T>, private val reports: ExtractionReports) {
    private val trail = Trail(question, reports)
    private val cache = CachedAnswers(chat, question, reports)

    /** Waits for each answer as a whole. */
    suspend fun run(): Extraction<T> = reports.around {
        cache.find()?.extraction ?: ask { turn ->
            turn.readWhole(chat)
            emptyList()
        }.extraction.also { cache.keep(it) }
    }

    /** Reads each answer while it streams; [show] gets what shows of it, and in the end the last partial of all. */
    suspend fun stream(show: (Partial<T>) -> Unit): Extraction<T> = reports.around {
        val known = cache.find()
        if (known != null) {
            show(PartialView(question.type).show(known.json, Whole(known.extraction.value, known.extraction)))
            return@around known.extraction
        }
        val accepted = ask { turn -> read(turn, show) }
        accepted.extraction.also {
            show(accepted.turn.show(Whole(it.value, it)))
            cache.keep(it)
        }
    }

    private class Accepted<T>(val turn: Turn, val extraction: Extraction<T>)

    private suspend fun ask(read: suspend (Turn) -> List<Violation>): Accepted<T> {
        while (true) {
            val turn = trail.begin(question.type)
            val early = read(turn)
            turn.throwIfUnusable()
            when (val verdict = if (early.isEmpty()) judge(turn) else Verdict.Rejected(early)) {
                is Verdict.Accepted -> return Accepted(turn, Extraction(verdict.value, trail.accept(turn)))
                is Verdict.Rejected -> reject(turn, verdict, isStopped = early.isNotEmpty())
            }
        }
    }

    /** What was wrong so early that the rest was not read; empty at the answer's end. */
    private suspend fun read(turn: Turn, show: (Partial<T>) -> Unit): List<Violation> {
        val check = if (question.failsFast && trail.mayAskAgain) ClosedCheck(question.type.schema) else null
        var early = emptyList<Violation>()
        turn.readStream(chat) {
            if (turn.hasVisiblyChanged()) show(turn.show<T>().also(reports::partial))
            early = check?.look(turn.json).orEmpty()
            early.isEmpty()
        }
        // At the very end there is nothing left to save, and the judge sees all that is wrong.
        return if (turn.isEnded) emptyList() else early
    }

    private suspend fun judge(turn: Turn): Verdict<T> =
        turn.rejection ?: question.judge.judge(checkNotNull(turn.json)).also { turn.validationUsage += it.usage }

    private fun reject(turn: Turn, verdict: Verdict.Rejected, isStopped: Boolean) {
        val again = trail.reject(turn, verdict.violations, errorsMessage(verdict.violations, isStopped))
        if (!again) throw trail.failure(verdict, turn.fault)
    }
}
