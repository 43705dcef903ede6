package dev.sluice.benchmarks

import dev.sluice.json.JsonAlone
import dev.sluice.json.JsonInText
import dev.sluice.json.JsonLimits
import dev.sluice.json.JsonRepairKind
import dev.sluice.json.JsonSource
import java.util.Locale

private const val PIECE = 4
private val LENGTHS = listOf(16, 128, 1024).map { it * 1024 }

/** What it costs to look for an answer in prose and to mend it, beside one that is JSON and nothing else. Prints tables of ratios. */
public fun main() {
    val meter = CpuMeter()
    for (kind in Documents.entries) for (answer in Answer.entries) meter.warmUp { answer.run(kind.write(64 * 1024), PIECE) }
    for (kind in Documents.entries) {
        println("\n| ${kind.name.lowercase()} | alone: us a piece | ${Answer.entries.drop(1).joinToString(" | ") { it.words }} |")
        println("|---".repeat(Answer.entries.size + 1) + "|")
        for (length in LENGTHS) {
            val text = kind.write(length)
            val medians = meter.medians(Answer.entries.map { answer -> answer.prepared(text, PIECE) })
            val cells = listOf(medians[0] / ((length + PIECE - 1) / PIECE)) + medians.drop(1).map { it / medians[0] }
            println("| ${length / 1024} KB | " + cells.joinToString(" | ") { "%.3f".format(Locale.ROOT, it) } + " |")
        }
    }
}

/** One form that an answer comes in, and how it is read. */
private enum class Answer(val words: String, val form: (String) -> String, val source: (CharSequence) -> JsonSource) {
    ALONE("alone", { it }, { JsonAlone(it, JsonLimits.DEFAULT, null) }),
    BLOCK("in a block", { "Here it is:\n\n```json\n$it\n```\n" }, { inText(it, emptySet()) }),
    BLOCK_MAY_BE_MENDED("in a block, may be mended", { "Here it is:\n\n```json\n$it\n```\n" }, { inText(it, JsonRepairKind.ALL) }),
    SINGLE_QUOTES("in single quotes, mended", { it.replace('"', '\'') }, { inText(it, JsonRepairKind.ALL) }),
    THOUGHTS("behind as many thoughts", { "<think>${it.replace('{', '(')}</think>$it" }, { inText(it, emptySet()) }),
    ;

    fun prepared(json: String, piece: Int): () -> Any? = form(json).let { text -> { read(text, piece) } }

    fun run(json: String, piece: Int): Any? = read(form(json), piece)

    private fun read(text: String, piece: Int): Any? {
        val characters = StringBuilder()
        val source = source(characters)
        var newest: Any? = null
        for (start in text.indices step piece) {
            characters.append(text, start, minOf(start + piece, text.length))
            source.read()
            newest = source.value
        }
        source.finish()
        return newest
    }
}

private fun inText(text: CharSequence, kinds: Set<JsonRepairKind>) = JsonInText(text, JsonLimits.DEFAULT, kinds, null)
