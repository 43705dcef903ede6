package dev.sluice.benchmarks.inside

import dev.sluice.json.JsonReader
import dev.sluice.json.JsonValue

/** In characters: about what a token is. */
internal const val PIECE: Int = 4

/** Calls [see] with the start and the end of each piece of this text, in order. */
internal inline fun String.eachPiece(see: (start: Int, end: Int) -> Unit) {
    for (start in indices step PIECE) see(start, minOf(start + PIECE, length))
}

/** Reads this text piece by piece and calls [show] with the snapshot after each. */
internal inline fun String.readInPieces(show: (JsonValue?) -> Unit) {
    val reader = JsonReader()
    eachPiece { start, end ->
        reader.feed(this, start, end)
        show(reader.value)
    }
    reader.finish()
}
