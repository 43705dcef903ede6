package dev.sluice.benchmarks.inside

import dev.sluice.json.JsonAlone
import dev.sluice.json.JsonInText
import dev.sluice.json.JsonLimits
import dev.sluice.json.JsonRepairKind
import dev.sluice.json.JsonSource
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

/** What it costs to look for an answer in prose and to mend it, beside one that is JSON and nothing else ([Form.ALONE]); in pieces of four. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PromptedJson {
    @Param
    public var document: Documents = Documents.RECORDS

    @Param("16384", "131072")
    public var length: Int = 0

    @Param
    public var form: Form = Form.ALONE

    private lateinit var text: String

    /** Writes the answer. */
    @Setup
    public fun write() {
        text = form.around(document.write(length))
    }

    /** Reads it as extraction does. */
    @Benchmark
    public fun read(): Any? {
        val characters = StringBuilder()
        val source = form.source(characters)
        var newest: Any? = null
        for (start in text.indices step PIECE) {
            characters.append(text, start, minOf(start + PIECE, text.length))
            source.read()
            newest = source.value
        }
        source.finish()
        return newest
    }

    /** One form that an answer comes in, and how it is read. */
    public enum class Form(internal val around: (String) -> String, internal val source: (CharSequence) -> JsonSource) {
        ALONE({ it }, { JsonAlone(it, JsonLimits.DEFAULT, null) }),
        IN_BLOCK({ "Here it is:\n\n```json\n$it\n```\n" }, { inText(it, emptySet()) }),
        IN_BLOCK_MAY_BE_MENDED({ "Here it is:\n\n```json\n$it\n```\n" }, { inText(it, JsonRepairKind.ALL) }),
        IN_SINGLE_QUOTES({ it.replace('"', '\'') }, { inText(it, JsonRepairKind.ALL) }),

        /** A text of twice the length. */
        BEHIND_THOUGHTS({ "<think>${it.replace('{', '(')}</think>$it" }, { inText(it, emptySet()) }),
    }

    private companion object {
        const val PIECE = 4

        fun inText(text: CharSequence, kinds: Set<JsonRepairKind>) = JsonInText(text, JsonLimits.DEFAULT, kinds, null)
    }
}
