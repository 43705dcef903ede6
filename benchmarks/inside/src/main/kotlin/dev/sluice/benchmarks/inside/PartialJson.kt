package dev.sluice.benchmarks.inside

import dev.sluice.json.JsonReader
import dev.sluice.json.JsonValue
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import org.openjdk.jmh.annotations.Benchmark
import org.openjdk.jmh.annotations.BenchmarkMode
import org.openjdk.jmh.annotations.Fork
import org.openjdk.jmh.annotations.Measurement
import org.openjdk.jmh.annotations.Mode
import org.openjdk.jmh.annotations.OutputTimeUnit
import org.openjdk.jmh.annotations.Param
import org.openjdk.jmh.annotations.Scope
import org.openjdk.jmh.annotations.Setup
import org.openjdk.jmh.annotations.State
import org.openjdk.jmh.annotations.Warmup
import java.util.concurrent.TimeUnit

/**
 * What it costs to read a document that arrives in pieces of four characters, with a snapshot after each piece. One operation is the whole
 * document: divide by a quarter of its length for a piece.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PartialJson {
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
        inPieces { kept[count++] = it }
        return kept
    }

    /** Each snapshot is dropped for the next, as for a user who shows the newest. */
    @Benchmark
    public fun newestSnapshot(): JsonValue? {
        var newest: JsonValue? = null
        inPieces { newest = it }
        return newest
    }

    /** The whole text in one piece. */
    @Benchmark
    public fun atOnce(): JsonValue = JsonReader.parse(text)

    /** The same by kotlinx-serialization. */
    @Benchmark
    public fun atOnceByKotlinx(): JsonElement = Json.parseToJsonElement(text)

    private inline fun inPieces(show: (JsonValue?) -> Unit) {
        val reader = JsonReader()
        for (start in text.indices step PIECE) {
            reader.feed(text, start, minOf(start + PIECE, text.length))
            show(reader.value)
        }
        reader.finish()
    }

    private companion object {
        const val PIECE = 4
    }
}
