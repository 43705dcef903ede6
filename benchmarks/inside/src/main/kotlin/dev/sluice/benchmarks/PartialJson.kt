package dev.sluice.benchmarks

import dev.sluice.json.JsonReader
import dev.sluice.json.JsonValue
import kotlinx.serialization.json.Json
import java.util.Locale

private const val PIECE = 4
private val SIZES = listOf(4, 16, 64, 128, 1024).map { it * 1024 }

/** What it costs to read a document that arrives in pieces of four characters, with a snapshot after each piece. Prints tables. */
public fun main() {
    val meter = CpuMeter()
    for (kind in Documents.entries) {
        val text = kind.write(64 * 1024)
        for (work in Work.entries) meter.warmUp { work.run(text) }
    }
    for (kind in Documents.entries) report(kind, meter)
}

/** One way to read a whole text. */
private enum class Work(val run: (String) -> Any?) {
    /** Every snapshot stays reachable to the end, as for a user who collects them. */
    EVERY_SNAPSHOT_KEPT({ text ->
        val kept = arrayOfNulls<JsonValue>(text.length / PIECE + 1)
        var count = 0
        inPieces(text) { kept[count++] = it }
        kept
    }),

    /** Each snapshot is dropped for the next, as for a user who shows the newest. */
    NEWEST_SNAPSHOT({ text ->
        var newest: JsonValue? = null
        inPieces(text) { newest = it }
        newest
    }),
    AT_ONCE({ text -> JsonReader.parse(text) }),
    AT_ONCE_KOTLINX({ text -> Json.parseToJsonElement(text) }),
}

private inline fun inPieces(text: String, show: (JsonValue?) -> Unit) {
    val reader = JsonReader()
    for (start in text.indices step PIECE) {
        reader.feed(text, start, minOf(start + PIECE, text.length))
        show(reader.value)
    }
    reader.finish()
}

private fun report(kind: Documents, meter: CpuMeter) {
    val names = listOf("newest: us a piece", "newest: total ms", "kept: us a piece", "kept: total ms", "kept, with GC: us a piece")
    println("\n| ${kind.name.lowercase()} | ${names.joinToString(" | ")} | at once: ms | kotlinx at once: ms |")
    println("|---".repeat(8) + "|")
    val texts = SIZES.associateWith { size -> kind.write(size).also { check(it.length == size) } }
    val medians = meter.medians(texts.values.flatMap { text -> Work.entries.map { work -> { work.run(text) } } })
    val bySize = SIZES.zip(medians.chunked(Work.entries.size) { Work.entries.zip(it).toMap() }).toMap()
    for ((size, micros) in bySize) {
        printRow(size, micros, meter.meanWithCollection { Work.EVERY_SNAPSHOT_KEPT.run(texts.getValue(size)) })
    }
    val ratios = listOf(Work.NEWEST_SNAPSHOT, Work.EVERY_SNAPSHOT_KEPT).map { work ->
        bySize.getValue(128 * 1024).getValue(work) / bySize.getValue(64 * 1024).getValue(work)
    }
    println("\n128 KB against 64 KB: %.2f newest, %.2f kept.".format(Locale.ROOT, ratios[0], ratios[1]))
}

private fun printRow(size: Int, micros: Map<Work, Double>, keptWithCollection: Double) {
    val pieces = (size + PIECE - 1) / PIECE
    val newest = micros.getValue(Work.NEWEST_SNAPSHOT)
    val kept = micros.getValue(Work.EVERY_SNAPSHOT_KEPT)
    val cells = listOf(newest / pieces, newest / 1_000, kept / pieces, kept / 1_000, keptWithCollection / pieces) +
        listOf(Work.AT_ONCE, Work.AT_ONCE_KOTLINX).map { micros.getValue(it) / 1_000 }
    println("| ${size / 1024} KB | " + cells.joinToString(" | ") { "%.3f".format(Locale.ROOT, it) } + " |")
}
