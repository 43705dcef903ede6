package dev.sluice.testing.offline.answer

import dev.sluice.testing.offline.filling.Filler
import dev.sluice.testing.offline.filling.Source
import dev.sluice.testing.offline.filling.Topics
import dev.sluice.testing.offline.filling.UnanswerableException
import dev.sluice.testing.offline.reading.Keywords
import dev.sluice.testing.offline.reading.Words
import dev.sluice.testing.offline.request.Output
import dev.sluice.testing.offline.request.Tools

/** Decides which of its [tools] the model calls for what is asked: those whose names and descriptions the words of the question speak of. */
internal class ToolChooser(private val tools: Tools, private val source: Source) {
    private val stems: List<String> = source.passage.stems + Words.stemsOf(source.instruction)
    private val signs: Map<Output, Set<String>> = tools.offered.associateWith(::signsOf)

    /** The one that is spoken of most, for when one has to be called. */
    fun best(): Output = tools.offered.maxBy { tool -> stems.count { it in signs.getValue(tool) } }

    /** Whether no word speaks for any of several: what they take must tell. */
    fun isSilent(): Boolean = tools.offered.size > 1 && stems.none { stem -> signs.values.any { stem in it } }

    /**
     * Those that are spoken of, each by words of its own, and whose required inputs the question gives. A tool that is alone need not be
     * spoken of: it is there to be called with what the text gives.
     */
    fun fitting(): List<Output> = spokenOf().ifEmpty { tools.offered.takeIf { it.size == 1 }.orEmpty() }.filter { missing(it).isEmpty() }

    /** What to say when a tool is spoken of and cannot be called for want of an input; null if there is none. */
    fun askBack(): String? = spokenOf().firstNotNullOfOrNull { tool ->
        missing(tool).takeIf {
            it.isNotEmpty()
        }?.let { "I would call ${tool.name}, but nothing is said of its ${it.joinToString(" and ")}." }
    }

    private fun spokenOf(): List<Output> {
        val open = stems.filterTo(LinkedHashSet()) { Keywords.isTelling(it) }
        val chosen = mutableListOf<Output>()
        while (true) {
            // What one tool was chosen for is no reason to choose a second.
            val next = (tools.offered - chosen.toSet()).maxByOrNull { tool -> open.count { it in signs.getValue(tool) } } ?: break
            if (!open.removeAll(signs.getValue(next))) break
            chosen += next
        }
        return chosen.sortedBy { tools.offered.indexOf(it) }
    }

    private fun signsOf(tool: Output): Set<String> =
        Topics.signs(Words.ofIdentifier(tool.name)) + Words.stemsOf(tool.description.orEmpty()).filter { it.length > SHORT }

    private fun missing(tool: Output): List<String> = try {
        Filler(tool.schema, tool.name, source).missing()
    } catch (_: UnanswerableException) {
        // The call itself will say so.
        emptyList()
    }

    private companion object {
        const val SHORT = 3
    }
}
