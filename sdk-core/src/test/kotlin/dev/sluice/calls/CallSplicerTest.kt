package dev.sluice.calls

import dev.sluice.json.ArrayValue
import dev.sluice.json.JsonPath
import dev.sluice.json.JsonReader
import dev.sluice.json.ObjectValue
import dev.sluice.model.OutputTool
import dev.sluice.model.OutputTools
import dev.sluice.schema.AnySchema
import dev.sluice.schema.ArraySchema
import dev.sluice.schema.FAULT
import dev.sluice.schema.IntegerSchema
import dev.sluice.schema.ObjectSchema
import dev.sluice.schema.PropertySchema
import dev.sluice.schema.Schema
import dev.sluice.schema.SchemaDocument
import dev.sluice.schema.StringSchema
import dev.sluice.schema.check
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.ints.shouldBeLessThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldEndWith
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.string.shouldStartWith
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlin.random.Random

/** Calls → the answer's text, however they arrive. */
internal class CallSplicerTest :
    FunSpec({
        fun tool(name: String, vararg properties: Pair<String, Schema>, tag: String? = null) =
            OutputTool(name, null, SchemaDocument(ObjectSchema(name, properties.map { PropertySchema(it.first, it.second) })), tag)

        val card = tool("card", "number" to StringSchema(), tag = "card")
        val transfer = tool("transfer", "iban" to StringSchema(), tag = "dev.transfer")
        val payments = OutputTools(listOf(card, transfer), "type", "items", isList = true)
        val payment = OutputTools(listOf(card, transfer), "type", "value")
        val users = OutputTools(listOf(tool("User", "name" to StringSchema(), "age" to IntegerSchema())), key = "items", isList = true)
        val user = OutputTools(listOf(tool("User", "name" to StringSchema())))
        val anything = OutputTools(listOf(tool("Any", "any" to AnySchema())), key = "items", isList = true)

        fun text(tools: OutputTools, vararg calls: Pair<String?, String>, isWhole: Boolean = true): String {
            val splicer = CallSplicer(tools)
            val text = StringBuilder()
            calls.forEachIndexed { index, (name, input) -> text.append(splicer.take(index, name, input)) }
            text.append(splicer.finish(isWhole))
            splicer.text shouldBe text.toString()
            return text.toString()
        }

        test("a list of a sealed type: each call is an element, its tag first") {
            text(payments, "card" to """{"number":"41"}""", "transfer" to """{ }""", "card" to "") shouldBe
                """{"items":[{"type":"card","number":"41"},{"type":"dev.transfer" },{"type":"card"}]}"""
        }

        test("one value of a sealed type is the first call, one object its input as it is") {
            text(payment, "transfer" to """ {"iban":"DE"} """, "card" to "{}") shouldBe """{"value":{"type":"dev.transfer","iban":"DE"} }"""
            text(user, "User" to """{"name":"Ann"}""", "User" to """{"name":"Ben"}""") shouldBe """{"name":"Ann"}"""
            text(user, null to "") shouldBe "{}"
        }

        test("a call that is no tool's is passed over where one answers, and is told as text where none does") {
            text(user, "Other" to "{}", "User" to """{"name":"Ann"}""") shouldBe """{"name":"Ann"}"""
            text(user, "Other" to """{"a":1}""") shouldBe """"Other({\"a\":1})""""
            text(users, "User" to """{"name":"Ann"}""", "Other" to "{}", "User" to "{}") shouldBe
                """{"items":[{"name":"Ann"},"Other({})",{}]}"""
            text(payments, "cash" to """{"sum":1}""") shouldBe """{"items":[{"type":"cash","sum":1}]}"""
        }

        test("nothing called gives no text") {
            CallSplicer(payments).run {
                finish(isWhole = true) shouldBe ""
                text shouldBe null
                isEmpty shouldBe true
            }
        }

        context("a call that gives no object spoils its own element alone") {
            val good = "card" to """{"number":"1"}"""

            test("no JSON object") {
                for (input in listOf("[1]", "7", "null", "none", "\"{}\"")) {
                    val elements = Json.parseToJsonElement(text(payments, good, "card" to input, good)).jsonObject["items"]!!.jsonArray
                    elements[1] shouldBe JsonPrimitive(input)
                    listOf(elements[0], elements[2]).distinct().size shouldBe 1
                }
            }

            test("cut anywhere") {
                val whole = """{"number":"4\u0031\"","flags":[true,-1.5e3,{"x":null}],"more":{"y":"z"}}"""
                for (length in 1 until whole.length) {
                    val text = text(payments, good, "card" to whole.take(length), good)
                    val elements = Json.parseToJsonElement(text).jsonObject["items"]!!.jsonArray
                    elements.size shouldBe 3
                    elements[1].jsonObject["type"] shouldBe JsonPrimitive("card")
                    elements[1].jsonObject[FAULT] shouldBe JsonPrimitive("the input of this call is cut off")
                    elements[2].toString() shouldBe """{"type":"card","number":"1"}"""
                }
            }

            test("no JSON from somewhere on") {
                for (input in listOf(
                    """{"number":"he said "hi""}""",
                    """{number:1}""",
                    """{"a":1,}""",
                    """{"a":tru}""",
                    """{"a":"\x"}""",
                )) {
                    val elements = Json.parseToJsonElement(text(payments, good, "card" to input, good)).jsonObject["items"]!!.jsonArray
                    elements.size shouldBe 3
                    elements[1].jsonObject[FAULT].toString() shouldContain "the input of this call is no JSON: "
                }
            }

            test("the object says so, and no check accepts it, whatever its type") {
                text(users, "User" to """{"age":7,"name":"An""", "User" to "{}") shouldBe
                    """{"items":[{"age":7,"name":"An","(fault)":"the input of this call is cut off"},{}]}"""
                for (tools in listOf(payments, users, anything)) {
                    val cut = JsonReader.parse(text(tools, tools.tools.first().name to """{"any":7,"age":7,"number":"4","name":"An"""))
                    val type = tools.tools.first().schema
                    val element = ((cut as ObjectValue)["items"] as ArrayValue).elements.single()
                    type.check(element, JsonPath.ROOT + 0).map { "${it.path} ${it.message}" } shouldContainExactly
                        listOf("$[0] the input of this call is cut off")
                }
            }

            test("what follows an object is not lost") {
                text(users, "User" to """{"name":"Ann"} {"name":"Ben"}""", "User" to "{}") shouldBe
                    """{"items":[{"name":"Ann"},{}," {\"name\":\"Ben\"}"]}"""
            }
        }

        test("an answer that is cut itself stays open where it was cut") {
            text(payments, "card" to """{"number":"41"}""", "transfer" to """{"iban":"DE""", isWhole = false) shouldBe
                """{"items":[{"type":"card","number":"41"},{"type":"dev.transfer","iban":"DE"""
            text(payments, "card" to """{"numb""", isWhole = false) shouldBe """{"items":[{"type":"card","numb"""
            text(user, "User" to """{"na""", isWhole = false) shouldBe """{"na"""
        }

        test("a call that ends cut is spoiled when another follows, or the answer ends well, and not before") {
            CallSplicer(payments).run {
                take(0, "card", """{"number":"4""")
                end(0, "card") shouldBe ""
                finish(isWhole = false)
                text shouldBe """{"items":[{"type":"card","number":"4"""
            }
            CallSplicer(payments).run {
                take(0, "card", """{"number":"4""")
                end(0, "card") shouldBe ""
                take(1, "card", "{}") shouldStartWith "\",\"(fault)\":\"the input of this call is cut off\"},{"
            }
        }

        test("a call that is cut before its input began shows nothing, however its end is told") {
            for (whole in listOf("", "{}")) {
                CallSplicer(payments).run {
                    take(0, "card", """{"number":"4"}""")
                    take(1, "card", "")
                    end(1, "card", whole) shouldBe ""
                    finish(isWhole = false) shouldBe ""
                    text shouldBe """{"items":[{"type":"card","number":"4"},"""
                }
                CallSplicer(user).run {
                    end(0, "User", whole) shouldBe ""
                    finish(isWhole = false) shouldBe ""
                    text shouldBe ""
                }
                CallSplicer(users).run {
                    end(0, "User", whole) shouldBe """{"items":["""
                    end(1, "User", whole) shouldBe "{},"
                    finish(isWhole = true) shouldBe "{}]}"
                }
            }
        }

        context("where nobody says that a call ends") {
            test("it has ended when its object closes, and not before") {
                CallSplicer(payments).run {
                    take(0, "card", """{"num""")
                    take(1, "card", "{}") shouldBe ""
                    take(0, null, """ber":"1"}""") shouldBe ""","number":"1"},{"type":"card"}"""
                    finish(isWhole = true) shouldBe "]}"
                }
            }

            test("all may be named before any has its input, which comes in any order") {
                val calls = listOf("""{"number":"0"}""", """{"number":"1"}""", """{ }""")
                val expected = text(payments, *calls.map { "card" to it }.toTypedArray())
                for (order in listOf(listOf(1, 0, 2), listOf(2, 1, 0), listOf(1, 2, 0))) {
                    CallSplicer(payments).run {
                        calls.indices.forEach { take(it, "card", "") }
                        order.forEach { take(it, null, calls[it]) }
                        finish(isWhole = true)
                        text shouldBe expected
                    }
                }
            }

            test("one without input, or that is cut, holds up those behind it until the answer ends") {
                CallSplicer(payments).run {
                    take(0, "card", "") shouldBe """{"items":["""
                    take(1, "card", """{"number":"1"}""") shouldBe ""
                    take(2, "transfer", """{"iban":"D""") shouldBe ""
                    take(3, "transfer", "{}") shouldBe ""
                    finish(isWhole = true) shouldBe """{"type":"card"},{"type":"card","number":"1"},""" +
                        """{"type":"dev.transfer","iban":"D","(fault)":"the input of this call is cut off"},{"type":"dev.transfer"}]}"""
                }
            }

            test("one that is no JSON holds up none, and what still comes of it is nothing") {
                CallSplicer(payments).run {
                    take(0, "card", """{"number":"a"b""") shouldStartWith
                        """{"items":[{"type":"card","number":"a","(fault)":"the input of this call is no JSON: """
                    take(0, null, """"}""") shouldBe ""
                    take(1, "card", "{}") shouldBe """,{"type":"card"}"""
                    finish(isWhole = true) shouldBe "]}"
                }
            }

            test("where it is said, that counts") {
                CallSplicer(payments).run {
                    take(0, "card", "")
                    take(1, "card", "{}") shouldBe ""
                    end(0, "card", """{"number":"1"}""") shouldBe """{"type":"card","number":"1"},{"type":"card"}"""
                }
            }

            test("a cut answer is cut in its last call alone") {
                CallSplicer(payments).run {
                    take(0, "card", "")
                    take(1, "card", """{"number":"1""")
                    finish(isWhole = false)
                    text shouldBe """{"items":[{"type":"card"},{"type":"card","number":"1"""
                }
            }
        }

        context("what waits counts in the length of the answer") {
            val short = payments.limitedTo(50)

            test("it goes into the text when that is too long") {
                CallSplicer(short).run {
                    take(0, "card", """{"number":"4""")
                    take(1, "card", """{"number":"12345678901234567890""") shouldBe ""
                    val rest = take(1, null, "1234567890")
                    rest shouldContain "12345678901234567890"
                    take(1, null, """ 2"}""") shouldBe ",${""" 2"}""".quoted()}"
                    finish(isWhole = true)
                    Json.parseToJsonElement(text!!).jsonObject["items"]!!.jsonArray.size shouldBe 3
                }
            }

            test("so does a call whose name nobody said, and one of no tool") {
                CallSplicer(short).run { take(0, null, "x".repeat(51)) shouldContain "x".repeat(51) }
                CallSplicer(OutputTools(user.tools).limitedTo(40)).run {
                    take(0, "Other", "x".repeat(40)) shouldBe ""
                    take(0, "Other", "x") shouldContain "x".repeat(41)
                }
            }

            test("an input that is said again, whole, counts once") {
                CallSplicer(short).run {
                    val input = """{"number":"12345678901234567890"}"""
                    take(0, "card", input)
                    repeat(3) { end(0, "card", input) shouldBe "" }
                    take(1, "card", """{"number":"1""") shouldBe """,{"type":"card","number":"1"""
                    end(1, "card")
                    finish(isWhole = false)
                    text shouldBe """{"items":[{"type":"card","number":"12345678901234567890"},{"type":"card","number":"1"""
                }
            }

            test("calls beside the one that is the answer do not count") {
                CallSplicer(user.limitedTo(40)).run {
                    take(0, "User", """{"name":""") shouldBe """{"name":"""
                    take(1, "User", "x".repeat(100)) shouldBe ""
                    take(0, null, """"Ann"}""") shouldBe """"Ann"}"""
                }
            }
        }

        test("one value that is not whole stays as it is, for the reader to say so") {
            text(payment, "card" to """{"number":"41""") shouldBe """{"value":{"type":"card","number":"41}"""
            text(user, "User" to """{"name":"An""") shouldBe """{"name":"An"""
        }

        test("the text is the same however the input is cut, and strings grow as they come") {
            val calls = listOf(
                "card" to """{ "number" : "4\u0031\"x" , "n":[1, {"a":-0.5}] }""",
                "transfer" to """{}""",
                "card" to """{"number":"ü€"}""",
            )
            val expected = text(payments, *calls.toTypedArray())
            for (size in 1..9) {
                val splicer = CallSplicer(payments)
                val text = StringBuilder()
                calls.forEachIndexed { index, (name, input) ->
                    input.chunked(size).forEachIndexed { at, piece -> text.append(splicer.take(index, name.takeIf { at == 0 }, piece)) }
                    text.append(splicer.end(index, name))
                }
                text.append(splicer.finish(isWhole = true))
                text.toString() shouldBe expected
            }
            CallSplicer(payments).run {
                take(1, "card", """{"number":"4""") shouldBe """{"items":[{"type":"card","number":"4"""
                take(1, null, "1") shouldBe "1"
                take(1, null, "\"") shouldBe "\""
                take(1, null, "}") shouldBe "}"
            }
        }

        test("pieces of a later call wait for the calls before it") {
            CallSplicer(payments).run {
                take("a", "card", """{"number":""") shouldStartWith """{"items":[{"type":"card""""
                take("b", "transfer", """{"iban":"D""") shouldNotContain "iban"
                take("b", "transfer", """E"}""") shouldBe ""
                take("a", "card", """"4"}""") shouldBe ""","number":"4"},{"type":"dev.transfer","iban":"DE"}"""
                finish(isWhole = true) shouldBe "]}"
            }
        }

        test("the text is the same in whatever turns the pieces come") {
            val calls = List(6) { "card" to """{"number":"$it","n":[${"[],".repeat(it)}$it]}""" }
            val expected = text(payments, *calls.toTypedArray())
            for (seed in 0 until 200) {
                val random = Random(seed)
                val left = calls.map { it.second.chunked(1 + random.nextInt(5)).toMutableList() }
                val splicer = CallSplicer(payments)
                val text = StringBuilder()
                calls.indices.forEach { text.append(splicer.take(it, "card", "")) }
                while (left.any { it.isNotEmpty() }) {
                    val at = left.indices.filter { left[it].isNotEmpty() }.random(random)
                    text.append(splicer.take(at, null, left[at].removeAt(0)))
                }
                text.append(splicer.finish(isWhole = true))
                text.toString() shouldBe expected
            }
        }

        test("a call whose name is not told yet waits for it") {
            CallSplicer(payments).run {
                take(0, null, """{"iban":"DE"}""") shouldBe ""
                take(0, "transfer", "") shouldEndWith """"iban":"DE"}"""
                take(1, null, "{}") shouldBe ""
                end(1, null) shouldBe ",{}"
            }
        }

        test("an input that did not come in pieces is given at its end, and only once") {
            CallSplicer(users).run {
                take(0, "User", "") shouldBe """{"items":["""
                end(0, "User", """{"name":"Ann"}""") shouldBe """{"name":"Ann"}"""
                take(1, "User", "{}")
                end(1, "User", """{"name":"Ben"}""")
                finish(isWhole = true)
                text shouldBe """{"items":[{"name":"Ann"},{}]}"""
            }
        }

        test("thousands of calls in turns cost what they hold") {
            val splicer = CallSplicer(payments)
            val count = 5_000
            val input = """{"number":"0123456789"}"""
            var longest = 0
            for (at in input.indices) {
                for (call in 0 until count) {
                    longest = maxOf(longest, splicer.take(call, "card", input[at].toString()).length)
                }
            }
            splicer.finish(isWhole = true)
            Json.parseToJsonElement(splicer.text!!).jsonObject["items"]!!.jsonArray.size shouldBe count
            // The first is whole after its last piece, and so is each that follows: none waits for the end and then for all.
            longest shouldBeLessThan 100
        }

        test("an element may hold lists of lists") {
            val lists = OutputTools(listOf(tool("L", "l" to ArraySchema(ArraySchema(IntegerSchema())))), key = "value", isList = true)
            listOf(text(lists, "L" to """{"l":[[1,2],[],[[3]]]}""")) shouldContainExactly listOf("""{"value":[{"l":[[1,2],[],[[3]]]}]}""")
        }
    })
