package dev.sluice.testing.offline.filling

import dev.sluice.testing.offline.reading.Keywords
import dev.sluice.testing.offline.reading.NameKind
import dev.sluice.testing.offline.reading.Passage
import dev.sluice.testing.offline.reading.Polarity
import dev.sluice.testing.offline.reading.Sentences
import dev.sluice.testing.offline.reading.shortened
import dev.sluice.testing.offline.reading.uncapitalised

/** Sentences about a text, put together from what it says: its subject, what speaks for it and against it, what follows. */
internal class Composer(private val source: Source, private val passage: Passage = source.passage) {
    private val names: List<String> get() = passage.names.all.map { it.text }

    /** What the text is about: its first product, else its most telling name, else what it speaks of most. */
    val subject: String by lazy {
        val named = listOf(NameKind.PRODUCT, NameKind.COMPANY, NameKind.UNKNOWN, NameKind.PERSON, NameKind.PLACE).firstNotNullOfOrNull {
            passage.names.of(it).firstOrNull()
        }
        named ?: passage.keywords.firstOrNull() ?: "the text"
    }

    /** What the text says, step by step, and what that comes to. */
    fun reasoning(): String {
        val lead = if (source.isBare) bareReasoning() else numbered()
        return "$lead ${balance()}".trim()
    }

    private fun numbered(): String {
        val steps = passage.statements.take(MOST_STEPS).mapIndexed { index, statement ->
            "${index + 1}. ${statement.shortened(LONGEST_STEP)}${mark(statement)}."
        }
        return if (steps.isEmpty()) "The text has no sentences to go by." else steps.joinToString(" ")
    }

    private fun mark(statement: String): String = when {
        excluded(statement) != null -> " (rules something out)"
        Polarity.of(statement) > 0 -> " (in favour)"
        Polarity.of(statement) < 0 -> if (passage.praise.isEmpty()) " (trouble)" else " (against)"
        else -> ""
    }

    private fun bareReasoning(): String {
        val aim = audience()?.let { " for $it" }.orEmpty()
        return "The request asks about $subject$aim. It brings no text along that says anything of it, and I know no more than I am told."
    }

    private fun balance(): String {
        val (good, bad) = passage.praise.size to passage.criticism.size
        return when {
            source.isBare -> "So nothing speaks for it or against it."
            good == 0 && bad == 0 -> "None of this speaks for or against anything."
            good == 0 -> if (bad == 1) "One statement tells of trouble." else "$bad statements tell of trouble."
            good > bad -> "More speaks for than against, $good to $bad."
            bad > good -> "More speaks against than for, $bad to $good."
            else -> "For and against balance, $good to $bad."
        }
    }

    /** A closing sentence: the text's own where it draws one, otherwise the balance with the best and the worst point. */
    fun verdict(): String {
        val own = passage.conclusion
        val best = passage.praise.firstOrNull()?.let { "best of all: ${inner(it)}" }
        val worst = passage.criticism.firstOrNull()?.let { "the main reservation: ${inner(it)}" }
        return when {
            own != null -> Sentences.standAlone(own) + "."
            source.isBare -> "Undecided: nothing is said here that $subject could be judged by."
            best == null && worst == null -> "Neither for nor against: the text on $subject only states facts."
            else -> "$subject: ${balance().trimEnd('.').uncapitalised()}; ${listOfNotNull(best, worst).joinToString("; ")}."
        }
    }

    private fun inner(statement: String): String = statement.shortened(LONGEST_POINT).uncapitalised(names)

    /** Why it is so: the text's own word for it, else the first trouble it names, less what it rules out. */
    fun cause(): String {
        CAUSE.find(passage.text)?.let { return Sentences.standAlone(it.groupValues[1]) }
        val signs = passage.criticism.take(MOST_SIGNS).ifEmpty { listOf(passage.statements.firstOrNull() ?: subject) }
        val excluded = passage.statements.firstNotNullOfOrNull(::excluded)?.let { " ($it ruled out)" }.orEmpty()
        return "Something that shows as this: ${signs.joinToString(", ") { inner(it) }}$excluded"
    }

    /** `recent deploys`, from `no recent deploys`. */
    private fun excluded(statement: String): String? = EXCLUSION.find(statement)?.groupValues?.get(1)

    /** What to do: what the text asks for, else a look at the worst it tells. */
    fun action(): String {
        val asked = passage.statements.firstOrNull { REQUEST.containsMatchIn(it) }
        val trouble = passage.criticism.firstOrNull()
        return when {
            asked != null -> asked
            trouble == null -> "Nothing in the text calls for action"
            Polarity.urgency(passage.text) >= PRESSING -> "Look into this at once: ${inner(trouble)}"
            else -> "Look into this: ${inner(trouble)}"
        }
    }

    /** The one or two sentences that say most of it. */
    fun summary(): String = when {
        source.isBare -> "A request about $subject${audience()?.let { " for $it" }.orEmpty()}, without a text to go by."

        else -> Keywords.central(passage.sentences, SUMMARY_SENTENCES).joinToString(" ").ifEmpty {
            passage.text.trim().shortened(LONGEST_STEP)
        }
    }

    /** A title: the text's own heading, else its first sentence, cut. */
    fun headline(): String {
        val firstLine = passage.lines.firstOrNull { !it.isBlank }?.text
        return (passage.heading ?: passage.clauses.firstOrNull() ?: firstLine ?: subject).shortened(LONGEST_HEADLINE)
    }

    /** The sentence that comes nearest to what is asked, in the text or in the instruction; without a question, the last one. */
    fun answer(): String {
        val question = passage.questions.lastOrNull() ?: source.instruction.takeIf { it.endsWith("?") }
        return question?.let { Questions.answer(it, passage) } ?: passage.conclusion ?: passage.sentences.lastOrNull() ?: summary()
    }

    /** What can be said for the subject of a request that brings no text: only that it is clear what is asked. */
    fun bareStrengths(): List<String> = listOfNotNull("The subject is definite: $subject", audience()?.let { "The audience is named: $it" })

    fun bareWeaknesses(): List<String> = listOf("The request states no facts about $subject")

    private fun audience(): String? = AUDIENCE.find(source.instruction)?.groupValues?.get(1)

    private companion object {
        const val MOST_STEPS = 8
        const val MOST_SIGNS = 3
        const val LONGEST_STEP = 160
        const val LONGEST_POINT = 120
        const val LONGEST_HEADLINE = 60
        const val SUMMARY_SENTENCES = 2
        const val PRESSING = 0.4
        val CAUSE =
            Regex(
                "\\b(?:because of|because|caused by|due to|root cause (?:is|was)|as a result of)\\s+([^.;\\n]{3,160})",
                RegexOption.IGNORE_CASE,
            )
        val EXCLUSION = Regex("^(?:there (?:were|was|are|is) )?no ((?:\\p{L}+ ?){1,4})", RegexOption.IGNORE_CASE)
        val REQUEST = Regex("^(?:please|we need to|you should|we should|you must|we must|make sure)\\b", RegexOption.IGNORE_CASE)
        val AUDIENCE = Regex("\\bfor ((?:a |an |the )?[\\p{L} -]{3,60}?)[.?!]?$")
    }
}
