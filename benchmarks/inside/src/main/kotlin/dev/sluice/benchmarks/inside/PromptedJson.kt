package dev.sluice.benchmarks.inside

import dev.sluice.json.JsonAlone
import dev.sluice.json.JsonInText
import dev.sluice.json.JsonLimits
import dev.sluice.json.JsonRepairKind
import dev.sluice.json.JsonSource
import org.openjdk.jmh.annotations.Benchmark
import org.openjdk.jmh.annotations.Param
import org.openjdk.jmh.annotations.Setup

/** What it costs to look for an answer in prose and to mend it, beside one that is JSON and nothing else ([Form.ALONE]); in pieces of four. */
public class PromptedJson : Timed() {
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
        text.eachPiece { start, end ->
            characters.append(text, start, end)
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
        fun inText(text: CharSequence, kinds: Set<JsonRepairKind>) = JsonInText(text, JsonLimits.DEFAULT, kinds, null)
    }
}
