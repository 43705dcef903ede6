package dev.sluice.benchmarks.inside

import dev.sluice.extraction.PartialView
import dev.sluice.json.JsonReader
import dev.sluice.json.JsonValue
import dev.sluice.schema.OutputType
import dev.sluice.schema.check
import dev.sluice.schema.outputType
import kotlinx.serialization.json.Json
import org.openjdk.jmh.annotations.Benchmark
import org.openjdk.jmh.annotations.Param
import org.openjdk.jmh.annotations.Setup
import org.openjdk.jmh.infra.Blackhole

/** From JSON to values of a type: at once, and as [dev.sluice.extraction.Partial]s of a document in pieces of four characters. */
public class TypedValues : Timed() {
    @Param("16384", "65536", "262144")
    public var length: Int = 0

    private lateinit var text: String
    private lateinit var tree: JsonValue
    private val type: OutputType<Jobs> = outputType()

    /** Writes the document. */
    @Setup
    public fun write() {
        text = Documents.RECORDS.write(length)
        tree = JsonReader.parse(text)
    }

    /** The floor: the whole text to a value, by kotlinx-serialization. */
    @Benchmark
    public fun atOnceByKotlinx(): Jobs = Json.decodeFromString(Jobs.serializer(), text)

    /** The whole text to a checked value, as an answer that does not stream is read. */
    @Benchmark
    public fun atOnce(): Jobs {
        val json = JsonReader.parse(text)
        check(type.schema.check(json).isEmpty())
        return type.decode(json)
    }

    /** The shape check alone. */
    @Benchmark
    public fun shapeCheck(): Any = type.schema.check(tree)

    /** The decoding alone, of what was read and checked. */
    @Benchmark
    public fun decode(): Jobs = type.decode(tree)

    /** After each piece: how many elements there are, and the text that grows in the newest. */
    @Benchmark
    public fun itemsAndText(hole: Blackhole) {
        val view = PartialView(type)
        text.readInPieces { json ->
            val partial = view.show(json)
            val newest = partial.items(Jobs::jobs).lastOrNull()
            hole.consume(newest?.text(Job::title))
            hole.consume(partial.text(Jobs::rest))
        }
    }

    /** After each piece: the closed elements as values, each of which is decoded once. */
    @Benchmark
    public fun closedElements(hole: Blackhole) {
        val view = PartialView(type)
        text.readInPieces { json -> hole.consume(view.show(json)[Jobs::jobs]?.lastOrNull()) }
    }
}
