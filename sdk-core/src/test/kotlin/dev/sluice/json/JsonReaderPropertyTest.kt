package dev.sluice.json

import io.kotest.assertions.fail
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.PropTestConfig
import io.kotest.property.arbitrary.int
import io.kotest.property.checkAll
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlin.random.Random

/** Fixed, so that a build's result depends on the code alone; `-Dsluice.seed=…` looks elsewhere. */
private val SEED = System.getProperty("sluice.seed")?.toLong() ?: 20_260_101L

/** The laws of reading unfinished JSON, over thousands of generated documents. */
class JsonReaderPropertyTest :
    FunSpec({
        test("every prefix shows a part of the whole, and the whole is what kotlinx reads") {
            checkAll(PropTestConfig(seed = SEED, iterations = 3_000), jsonDocuments) { document ->
                val whole = JsonReader.parse(document)
                whole.toJsonElement() shouldBe Json.parseToJsonElement(document)
                val reader = JsonReader()
                var last: JsonValue? = null
                for (at in document.indices) {
                    reader.feed(document, at, at + 1)
                    val now = reader.value
                    if (now !== last) {
                        if (last != null) assertGrew(last, now!!, "at $at")
                        last = now
                    }
                }
                val finished = reader.finish()
                if (last != null) assertGrew(last, finished, "at the end")
                finished shouldBe whole
            }
        }

        test("what shows depends on the text, not on where it was cut") {
            checkAll(PropTestConfig(seed = SEED, iterations = 1_000), jsonDocuments, Arb.int()) { document, seed ->
                val random = Random(seed)
                val longest = listOf(2, 5, 20, 200).random(random)
                val reader = JsonReader()
                var at = 0
                while (at < document.length) {
                    val end = minOf(document.length, at + random.nextInt(longest + 1))
                    reader.feed(document, at, end)
                    at = end
                    if (random.nextInt(8) == 0) {
                        val atOnce = JsonReader().apply { feed(document, 0, end) }
                        if (reader.value != atOnce.value) fail("after $end characters ${reader.value} shows, not ${atOnce.value}")
                        reader.currentPath shouldBe atOnce.currentPath
                        reader.isComplete shouldBe atOnce.isComplete
                        reader.value?.let { assertWellFormed(it) }
                    }
                }
                reader.finish() shouldBe JsonReader.parse(document)
            }
        }

        test("no snapshot changes after it was taken") {
            checkAll(PropTestConfig(seed = SEED, iterations = 500), jsonDocuments) { document ->
                val reader = JsonReader()
                val kept = ArrayList<Pair<JsonValue, String>>()
                for (at in document.indices) {
                    reader.feed(document, at, at + 1)
                    reader.value?.let { if (kept.isEmpty() || kept.last().first !== it) kept += it to it.toString() }
                }
                reader.finish()
                for ((snapshot, text) in kept) snapshot.toString() shouldBe text
            }
        }

        test("broken documents end in the same error wherever they are cut, and nothing else is ever thrown") {
            checkAll(PropTestConfig(seed = SEED, iterations = 3_000), jsonDocuments, Arb.int()) { document, seed ->
                val broken = broken(document, Random(seed))
                val atOnce = outcome(broken, broken.length.coerceAtLeast(1))
                for (pieceLength in listOf(1, 3)) outcome(broken, pieceLength) shouldBe atOnce
                // Where we accept, kotlinx must too; it is more lenient than JSON in places, so not the other way round.
                if (atOnce.first == null) {
                    val element = try {
                        Json.parseToJsonElement(broken)
                    } catch (refusal: SerializationException) {
                        fail("accepted what kotlinx refuses: ${refusal.message}")
                    }
                    element.toJsonValue() shouldBe atOnce.second
                }
            }
        }
    })

/** What was complete is the same instance, strings go on where they were, lists and objects only gain at their end. */
private fun assertGrew(before: JsonValue, now: JsonValue, where: String) {
    if (before === now) return
    if (before.isComplete) fail("$where: $before was complete and is now $now")
    when (before) {
        is StringValue -> {
            assertWellFormed(before)
            val text = (now as StringValue).string
            if (!text.startsWith(before.string)) fail("$where: the string $before became $now")
        }

        is ArrayValue -> {
            val after = (now as ArrayValue).elements
            if (after.size < before.elements.size) fail("$where: the list $before became $now")
            before.elements.forEachIndexed { at, element -> assertGrew(element, after[at], where) }
        }

        is ObjectValue -> {
            now as ObjectValue
            if (now.keys.take(before.size) != before.keys) fail("$where: the object $before became $now")
            for (key in before.keys) assertGrew(before[key]!!, now[key]!!, where)
        }

        is NumberValue, is BooleanValue, NullValue -> fail("$where: $before shows before it is complete")
    }
}

private fun assertWellFormed(value: JsonValue) {
    when (value) {
        is StringValue -> if (hasLoneSurrogate(value.text)) fail("a lone surrogate shows in $value")
        is ArrayValue -> value.elements.forEach { assertWellFormed(it) }
        is ObjectValue -> value.keys.forEach { assertWellFormed(value[it]!!) }
        is NumberValue, is BooleanValue, NullValue -> if (!value.isComplete) fail("$value shows and is not complete")
    }
}

/** Whether a surrogate stands alone. */
private fun hasLoneSurrogate(text: CharSequence): Boolean {
    var at = 0
    while (at < text.length) {
        if (text[at].isHighSurrogate() && at + 1 < text.length &&
            text[at + 1].isLowSurrogate()
        ) {
            at++
        } else if (text[at].isSurrogate()) {
            return true
        }
        at++
    }
    return false
}

/** [document] with a character changed, lost or gained here and there. */
private fun broken(document: String, random: Random): String {
    val text = StringBuilder(document)
    repeat(random.nextInt(1, 4)) {
        val at = random.nextInt(text.length + 1)
        val character = "{}[]:,\"\\u0123eE+-.tfn \n\u0000\uD83D\uDE00\uFEFFx".random(random)
        when (random.nextInt(4)) {
            0 -> text.insert(at, character)
            1 -> if (at < text.length) text.setCharAt(at, character)
            2 -> if (at < text.length) text.deleteCharAt(at)
            else -> text.setLength(at)
        }
    }
    return text.toString()
}

/** How reading ends: the message of its error, or null, and what there is to see then. */
private fun outcome(text: String, pieceLength: Int): Pair<String?, JsonValue?> {
    val reader = JsonReader()
    val message = try {
        for (piece in text.chunked(pieceLength)) reader.feed(piece)
        reader.finish()
        null
    } catch (failure: JsonSyntaxException) {
        "${failure.message}"
    } catch (failure: JsonIncompleteException) {
        "${failure.message}"
    }
    return message to reader.value
}
