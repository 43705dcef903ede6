package dev.sluice.testing.offline.answer

import dev.sluice.testing.offline.filling.Questions
import dev.sluice.testing.offline.filling.Source
import dev.sluice.testing.offline.reading.Keywords
import dev.sluice.testing.offline.reading.NameKind
import dev.sluice.testing.offline.reading.Passage
import dev.sluice.testing.offline.reading.shortened
import dev.sluice.testing.offline.reading.uncapitalised

/** An answer in words, when no type is asked for: what the text says in short, and who is speaking. */
internal object PlainAnswer {
    fun to(source: Source): String {
        val passage = source.passage
        val question = passage.questions.lastOrNull() ?: source.instruction
        val answer = if (question.endsWith("?")) Questions.answer(question, passage) else null
        val isBrief = BRIEF.containsMatchIn(source.instruction)
        if (answer != null) return if (isBrief) answer else "The text says: “$answer”\n\n$WHO"
        if (isBrief && !source.isBare) return gist(passage, 1)
        val isText = !source.isBare && (passage.sentences.size > FEW || passage.items.isNotEmpty() || source.instruction.isNotEmpty())
        return if (isText) digest(passage) else honest(source)
    }

    private fun digest(passage: Passage): String {
        val gist = gist(passage, GIST)
        val facts = listOf(
            "names" to passage.names.all.filter { it.kind != NameKind.UNKNOWN }.map { it.text },
            "dates" to passage.moments.map { it.text },
            "amounts" to passage.quantities.filter { it.currency != null || it.isPercent }.map { it.text },
            "contacts" to passage.contacts.emails + passage.contacts.urls,
        ).filter { it.second.isNotEmpty() }.joinToString("; ") { (kind, found) ->
            "$kind: ${found.distinct().take(MOST_FACTS).joinToString(", ")}"
        }
        val found = if (facts.isEmpty()) "" else " What stands out in it, $facts."
        return "In short: $gist$found\n\n$WHO"
    }

    /** The [count] sentences that say most of it. */
    private fun gist(passage: Passage, count: Int): String =
        Keywords.central(passage.sentences, count).joinToString(" ").ifEmpty { passage.text.shortened(LONGEST) }

    private fun honest(source: Source): String {
        val said = source.instruction.ifEmpty { source.passage.text }.trim().shortened(LONGEST)
        val isCommand = source.isBare && ' ' in said
        val opening = if (isCommand) "You ask me to ${said.trimEnd('.', '!', ':').uncapitalised()}." else "You say: “$said”"
        val gap = if (' ' in said) " I know no more of that than these words say." else ""
        return "$opening$gap $WHO Send a text along, and I can sum it up or take the facts out of it."
    }

    /** Who speaks, at the end of every answer in words. */
    const val WHO: String =
        "I am Sluice’s offline model: rules that read a text, no language model, nothing learned. Set an API key to ask a real one."
    private val BRIEF = Regex("\\b(?:one|a single) (?:\\p{L}+ )?sentence\\b", RegexOption.IGNORE_CASE)
    private const val FEW = 2
    private const val GIST = 3
    private const val MOST_FACTS = 6
    private const val LONGEST = 200
}
