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
import java.lang.reflect.Modifier
import java.util.IdentityHashMap
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
                for (start in items.indices step size) {
                    if (reader.feed(items.substring(start, minOf(start + size, items.length)))) last = view.show(reader.json)
                }
                last!!.elements.size shouldBe COUNT
                return held(listOf(reader, last))
            }
            held(1) shouldBeLessThan held(64) * 11 / 10
        }
    })

private const val COUNT = 10_000

/** The objects of ours that [root] holds, with the places in their arrays. */
private fun held(root: Any): Long {
    val seen = IdentityHashMap<Any, Unit>()
    val open = ArrayDeque(listOf(root))
    var places = 0L
    while (open.isNotEmpty()) {
        val next = open.removeLast()
        if (seen.put(next, Unit) != null) continue
        places += 1 + if (next.javaClass.isArray) java.lang.reflect.Array.getLength(next) else 0
        val inside = when {
            next is Array<*> -> next.filterNotNull()
            next is Collection<*> && !next.isOurs() -> next.filterNotNull()
            next is Map<*, *> && !next.isOurs() -> (next.keys + next.values).filterNotNull()
            next.isOurs() -> next.parts()
            else -> emptyList()
        }
        open.addAll(inside)
    }
    return places
}

private fun Any.isOurs() = javaClass.name.startsWith("dev.sluice.")

private fun Any.parts(): List<Any> = generateSequence<Class<*>>(javaClass) { it.superclass }
    .flatMap { it.declaredFields.asSequence() }
    .filter { !Modifier.isStatic(it.modifiers) && !it.type.isPrimitive && it.declaringClass.name.startsWith("dev.sluice.") }
    .mapNotNull { it.apply { isAccessible = true }.get(this) }
    .toList()

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
