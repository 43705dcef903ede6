package dev.sluice.json

import io.kotest.assertions.fail
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.PropTestConfig
import io.kotest.property.arbitrary.int
import io.kotest.property.checkAll
import kotlin.random.Random

private val SEED = System.getProperty("sluice.seed")?.toLong() ?: 20_260_102L

/** The laws of mending, over thousands of generated documents. */
class JsonRepairsPropertyTest :
    FunSpec({
        test("JSON is read as ever and nothing is mended in it, wherever it is cut") {
            checkAll(PropTestConfig(seed = SEED, iterations = 2_000), jsonDocuments, Arb.int()) { document, seed ->
                val reader = JsonReader(JsonLimits.DEFAULT, JsonRepairKind.ALL)
                for (piece in pieces(document, Random(seed))) reader.feed(piece)
                reader.finish() shouldBe JsonReader.parse(document)
                reader.repairs.shouldBeEmpty()
            }
        }

        for (kinds in JsonRepairKind.entries.map { setOf(it) } + listOf(JsonRepairKind.ALL)) {
            test("mistakes of ${kinds.joinToString()} are mended to the value that was meant, and each is listed") {
                checkAll(PropTestConfig(seed = SEED, iterations = 1_000), jsonDocuments, Arb.int()) { document, seed ->
                    val random = Random(seed)
                    val meant = JsonReader.parse(document)
                    val mangler = JsonMangler(random, kinds)
                    val text = mangler.write(meant)
                    val reader = JsonReader(JsonLimits.DEFAULT, kinds)
                    var read = 0
                    for (piece in pieces(text, random)) {
                        reader.feed(piece)
                        read += piece.length
                        if (random.nextInt(6) == 0) {
                            val atOnce = JsonReader(JsonLimits.DEFAULT, kinds).apply { feed(text, 0, read) }
                            if (reader.value != atOnce.value) fail("after $read characters ${reader.value} shows, not ${atOnce.value}")
                            reader.currentPath shouldBe atOnce.currentPath
                        }
                    }
                    reader.finish() shouldBe meant
                    reader.repairs.map { it.kind to it.offset } shouldContainExactly mangler.mistakes
                }
            }
        }
    })

/** [text] in pieces of any length. */
internal fun pieces(text: String, random: Random): Sequence<String> = sequence {
    val longest = listOf(1, 2, 5, 20, 200).random(random)
    var at = 0
    while (at < text.length) {
        val end = minOf(text.length, at + random.nextInt(longest + 1))
        yield(text.substring(at, end))
        at = end
    }
}
