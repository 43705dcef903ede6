package dev.sluice.extraction

import dev.sluice.json.JsonReader
import dev.sluice.schema.MaxItems
import dev.sluice.schema.Maximum
import dev.sluice.schema.OutputType
import dev.sluice.schema.check
import dev.sluice.schema.outputType
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

internal class ClosedCheckTest :
    FunSpec({
        /** What is found in [json], given character by character, and how many characters that took; null if nothing is. */
        fun found(type: OutputType<*>, json: String): Pair<String, Int>? {
            val reader = JsonReader()
            val check = ClosedCheck(type.schema)
            json.forEachIndexed { index, character ->
                reader.feed(character.toString())
                check.look(reader.value).ifEmpty { null }?.let { return it.joinToString() to index + 1 }
            }
            return null
        }

        context("each mistake is found as soon as it is certain") {
            suspend fun at(type: OutputType<*>, upTo: String, rest: String, expected: String) = test("$upTo|$rest") {
                found(type, upTo + rest) shouldBe (expected to upTo.length)
            }

            val room = outputType<Room>()
            at(room, """{"name":5,""", """"beds":1}""", "$.name: must be a string, not a number (was: 5)")
            at(room, """{"name":"a","beds":9,""", """"guests":[]}""", "$.beds: must be at most 4 (was: 9)")
            at(room, """{"name":{""", """}}""", "$.name: must be a string, not an object (was: {})")
            at(
                room,
                """{"guests":[{"name":"x"},{"name":"y"},{"name":"z"}]""",
                "}",
                """$.guests: must have at most 2 items, has 3 (was: [{"name":"x"},{"name":"y"},{"name":"z"}])""",
            )
            at(
                room,
                """{"guests":[{"name":"x"},{"age":"7${'"'}""",
                "}]}",
                """$.guests[1].age: must be a whole number, not a string (was: "7")""",
            )
            at(room, """{"guests":[{"name":"x"},{"age":7}""", "]}", "$.guests[1].name: is missing; must be a string")
            at(
                room,
                """{"guests":[{"name":"x"},{"name":7,""",
                """"age":1}]}""",
                """$.guests[1].name: must be a string, not a number (was: 7)""",
            )
            at(
                room,
                """{"prices":{"mon":1,"tue":"two${'"'}""",
                ""","wed":3}}""",
                """$.prices.tue: must be a whole number, not a string (was: "two")""",
            )
            at(
                room,
                """{"view":{"type":"sea","metres":"far${'"'}""",
                ""","name":"x"}}""",
                """$.view.metres: must be a whole number, not a string (was: "far")""",
            )
            at(
                room,
                """{"view":{"metres":"far","type":"sea${'"'}""",
                ""","name":"x"}}""",
                """$.view.metres: must be a whole number, not a string (was: "far")""",
            )
        }

        test("what is right is never complained of, wherever the look falls") {
            val json = """{"name":"a","beds":4,"guests":[{"name":"x"},{"name":"y","age":3}],"prices":{"a":1},"unknown":[{"x":[]}],""" +
                """"view":{"type":"sea","metres":4},"inner":{"name":"b","inner":{"name":"c","inner":null}}}"""
            found(outputType<Room>(), json) shouldBe null
            for (step in 2..9) {
                val reader = JsonReader()
                val check = ClosedCheck(outputType<Room>().schema)
                json.chunked(step).forEach {
                    reader.feed(it)
                    check.look(reader.value).shouldBeEmpty()
                }
            }
        }

        test("what the whole check finds inside an answer is found early, wherever the look falls") {
            val wrong = listOf(
                """{"name":1,"beds":2,"x":1}""",
                """{"name":"a","guests":[{"name":"n","age":1.5},{"name":"n"}],"x":1}""",
                """{"name":"a","inner":{"name":"b","inner":{"name":"c","beds":7,"guests":[]},"beds":1},"x":1}""",
                """{"name":"a","view":{"type":"moon","metres":1},"x":1}""",
            )
            for (json in wrong) {
                val whole = JsonReader().apply {
                    feed(json)
                    finish()
                }.value!!
                val expected = outputType<Room>().schema.check(whole).first()
                for (step in 1..7) {
                    val reader = JsonReader()
                    val check = ClosedCheck(outputType<Room>().schema)
                    val first = json.chunked(step).firstNotNullOfOrNull {
                        reader.feed(it)
                        check.look(reader.value).firstOrNull()
                    }
                    if (json.length % step != 0 || step == 1) first shouldNotBe null
                    first?.run { path to message } shouldBe (expected.path to expected.message)
                }
            }
        }
    })

@Serializable
internal data class Room(
    val name: String = "",
    @Maximum(4.0) val beds: Int = 1,
    @MaxItems(2) val guests: List<Guest> = emptyList(),
    val prices: Map<String, Int> = emptyMap(),
    val view: View? = null,
    val inner: Room? = null,
)

@Serializable
internal data class Guest(val name: String, val age: Int = 0)

@Serializable
internal sealed interface View {
    @Serializable
    @SerialName("sea")
    data class Sea(val metres: Int) : View
}
