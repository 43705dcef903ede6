package dev.sluice.extraction

import dev.sluice.json.ArrayValue
import dev.sluice.json.JsonReader
import dev.sluice.json.JsonValue
import dev.sluice.json.ObjectValue
import dev.sluice.json.StringValue
import dev.sluice.schema.OutputType
import dev.sluice.schema.StreamRequired
import dev.sluice.schema.StreamWhole
import dev.sluice.schema.check
import dev.sluice.schema.outputType
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import kotlinx.serialization.KSerializer
import kotlin.random.Random

/** For types and values made up by chance: what holds of every stream of them, whatever its pieces. */
internal class StreamPropertiesTest :
    FunSpec({
        val first = Integer.getInteger("seed", 0)
        val seeds = first until first + if (System.getProperty("seed") == null) 400 else 1

        for (chunk in seeds.chunked(100)) {
            test(
                "seeds ${chunk.first()} to ${chunk.last()}: valid JSON decodes, each snapshot is a beginning of the end, both views agree",
            ) {
                for (seed in chunk) GeneratedStream(seed).run()
            }
        }
    })

/** One type, one value, one way to write it and to cut it; a failure names its [seed], to be run alone with `-Dseed=`. */
private class GeneratedStream(private val seed: Int) {
    private val random = Random(seed)
    private val type = GeneratedType.obj(random, depth = 4, names = generateSequence(0) { it + 1 }.map { "T$it" }.iterator())
    private val value = type.value(random)
    private val text = type.write(value, random)

    @Suppress("UNCHECKED_CAST")
    private val output: OutputType<Map<String, Any?>> = outputType(type.serializer as KSerializer<Map<String, Any?>>)
    private val reader = JsonReader()
    private val view = PartialView(output)
    private val snapshots = ArrayList<Pair<JsonValue, String>>()
    private var shown = rendered(type, view.show(null))

    fun run() = withClue("seed $seed\n$type\n$text") {
        val whole = JsonReader.parse(text)
        output.schema.check(whole).shouldBeEmpty()
        output.decode(whole) shouldBe value

        var at = 0
        while (at < text.length) {
            val end = minOf(text.length, at + 1 + random.nextInt(6))
            reader.feed(text, at, end)
            at = end
            withClue("after ${text.take(at)}") { look(whole) }
        }
        reader.finish()
        val last = view.show(reader.value)
        reader.value shouldBe whole
        for (field in type.fields) last.field(field.name).value shouldBe value[field.name]
        withClue("what old snapshots show stays") { snapshots.forEach { (json, then) -> json.toString() shouldBe then } }
    }

    private fun look(whole: JsonValue) {
        val json = reader.value ?: return
        snapshots += json to json.toString()
        isBeginning(json, whole) shouldBe true
        val partial = view.show(json)
        agree(type, partial, value)
        val now = rendered(type, partial)
        val hasChanged = view.hasChanged(json)
        withClue("what shows changed from $shown to $now") { if (!hasChanged) now shouldBe shown }
        shown = now
    }

    private fun isBeginning(part: JsonValue, whole: JsonValue): Boolean = when {
        part.isComplete -> part == whole
        part is StringValue && whole is StringValue -> whole.string.startsWith(part.string)
        part is ArrayValue && whole is ArrayValue -> part.elements.indices.all { isBeginning(part.elements[it], whole.elements[it]) }
        part is ObjectValue && whole is ObjectValue -> part.keys.all { isBeginning(part[it]!!, whole[it]!!) }
        else -> false
    }

    private fun agree(type: GeneratedType.Obj, partial: Partial<*>, value: Map<*, *>) {
        val isHidden = partial.json == null
        for (field in type.fields) {
            val so = partial.field(field.name)
            val final = value[field.name]
            withClue("${field.name} is ${so.state}: ${so.value}, in the end $final") {
                when (so.state) {
                    FieldState.ABSENT -> so.value shouldBe null
                    FieldState.COMPLETE -> so.value shouldBe final
                    FieldState.STREAMING -> growing(field.type, so.value, final) shouldBe true
                }
                if (field.mark is StreamWhole) (so.state != FieldState.STREAMING) shouldBe true
                if (field.mark is StreamRequired && !isHidden && !partial.json!!.isComplete) so.state shouldBe FieldState.COMPLETE
                within(field.type, so, final)
            }
        }
    }

    private fun growing(type: GeneratedType, so: Any?, final: Any?): Boolean = when (type) {
        is GeneratedType.Text -> (final as String).startsWith(so as String)

        is GeneratedType.Many -> (so as List<*>).withIndex().all { (index, element) ->
            val end = (final as List<*>)[index]
            element == end || (type.items is GeneratedType.Text && index == so.size - 1 && (end as String).startsWith(element as String))
        }

        else -> so == null
    }

    private fun within(type: GeneratedType, so: PartialField, final: Any?) {
        if (type is GeneratedType.Obj) agree(type, so.partial, final as Map<*, *>? ?: emptyMap<String, Any?>())
        val items = (type as? GeneratedType.Many)?.items as? GeneratedType.Obj ?: return
        so.items.forEachIndexed { index, item -> agree(items, item, (final as List<*>)[index] as Map<*, *>) }
    }

    /** All that a reader of [partial] could see. */
    private fun rendered(type: GeneratedType.Obj, partial: Partial<*>): String = type.fields.joinToString(", ", "(", ")") { field ->
        val so = partial.field(field.name)
        val inner = when (val kind = field.type) {
            is GeneratedType.Text -> so.text.toString()
            is GeneratedType.Obj -> rendered(kind, so.partial)
            is GeneratedType.Many -> (kind.items as? GeneratedType.Obj)?.let { item -> so.items.map { rendered(item, it) } }.toString()
            else -> ""
        }
        "${field.name} ${so.state} ${so.value} $inner"
    }
}
