package dev.sluice.benchmarks.inside

import dev.sluice.json.JsonReader
import dev.sluice.json.JsonValue
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import org.openjdk.jmh.annotations.Benchmark
import org.openjdk.jmh.annotations.Param
import org.openjdk.jmh.annotations.Setup

/**
 * What it costs to read a document that arrives in pieces of four characters, with a snapshot after each piece. One operation is the whole
 * document: divide by a quarter of its length for a piece.
 */
public class PartialJson : Timed() {
    @Param
    public var document: Documents = Documents.RECORDS

    /** Of the document, in characters. */
    @Param("4096", "65536", "131072", "1048576")
    public var length: Int = 0

    private lateinit var text: String

    /** Writes the document. */
    @Setup
    public fun write() {
        text = document.write(length)
    }

    /** Every snapshot stays reachable to the end, as for a user who collects them. */
    @Benchmark
    public fun everySnapshotKept(): Array<JsonValue?> {
        val kept = arrayOfNulls<JsonValue>(text.length / PIECE + 1)
        var count = 0
        text.readInPieces { kept[count++] = it }
        return kept
    }

    /** Each snapshot is dropped for the next, as for a user who shows the newest. */
    @Benchmark
    public fun newestSnapshot(): JsonValue? {
        var newest: JsonValue? = null
        text.readInPieces { newest = it }
        return newest
    }

    /** The whole text in one piece. */
    @Benchmark
    public fun atOnce(): JsonValue = JsonReader.parse(text)

    /** The same by kotlinx-serialization. */
    @Benchmark
    public fun atOnceByKotlinx(): JsonElement = Json.parseToJsonElement(text)
}
