package dev.sluice.extraction

import dev.sluice.Sluice
import dev.sluice.json.JsonLimits
import dev.sluice.model.ModelEvent
import dev.sluice.schema.outputType
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.longs.shouldBeLessThan
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.collect
import kotlinx.serialization.Serializable
import java.util.concurrent.atomic.AtomicInteger

/** A long list, streamed in small pieces. */
internal class ManyElementsTest :
    FunSpec({
        val elements = (0 until COUNT).joinToString(",") { """{"id":$it,"words":["a$it","b$it"]}""" }
        val items = """{"items":[$elements]}"""

        fun sluice(text: String, size: Int) = Sluice(
            FakeChatModel({
                emit(ModelEvent.Started("m", "req-1", null))
                for (start in text.indices step size) emit(ModelEvent.Delta(text.substring(start, minOf(start + size, text.length))))
                emit(finished(text))
            }),
        ) { model = "m" }

        test("each of 10,000 elements is built once, and comes in its order") {
            Counted.built.set(0)
            var next = 0
            sluice(items, 5).extractEach<Counted> { user("?") }.collect { it.id shouldBe next++ }
            next shouldBe COUNT
            Counted.built.get() shouldBe COUNT
        }

        test("in partials too, however often the list is looked at, and once more for the value that is validated") {
            Counted.built.set(0)
            var seen = 0
            sluice("""{"all":[$elements]}""", 50).extractPartial<Holder> { user("?") }.collect { partial ->
                val list = partial[Holder::all].orEmpty()
                if (partial.value == null) list.size shouldBe maxOf(seen, list.size)
                seen = list.size
            }
            seen shouldBe COUNT
            (Counted.built.get() <= 2 * COUNT) shouldBe true
        }

        test("what is held does not grow with the number of pieces") {
            fun held(size: Int): Long {
                val reader = AnswerReader(Envelope.ofList(outputType<Counted>().schema), Reading(JsonLimits.DEFAULT))
                val view = PartialView(ListType(outputType<Counted>()))
                var last: Partial<List<Counted>>? = null
                val before = used()
                for (start in items.indices step size) {
                    if (reader.feed(items.substring(start, minOf(start + size, items.length)))) last = view.show(reader.json)
                }
                val after = used()
                last!!.elements.size shouldBe COUNT
                return after - before
            }
            held(1)
            val inOne = held(items.length)
            held(1) shouldBeLessThan inOne * 3 / 2
        }
    })

private const val COUNT = 10_000

private fun used(): Long {
    repeat(3) { System.gc() }
    return Runtime.getRuntime().run { totalMemory() - freeMemory() }
}

@Serializable
internal data class Counted(val id: Int, val words: List<String>) {
    init {
        built.incrementAndGet()
    }

    companion object {
        val built = AtomicInteger()
    }
}

@Serializable
internal data class Holder(val all: List<Counted>)
