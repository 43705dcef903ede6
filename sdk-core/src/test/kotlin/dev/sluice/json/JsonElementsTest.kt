package dev.sluice.json

import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.JsonUnquotedLiteral
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.decodeFromJsonElement
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.put

/** To and from kotlinx-serialization's tree. */
@OptIn(ExperimentalSerializationApi::class)
class JsonElementsTest :
    FunSpec({
        val text = """{"b":[1,-2.50,true,false,null,"x\ny\u0000\"é😀"],"a":{},"c":{"d":[]}}"""

        test("a value becomes the element that kotlinx parses from the same text") {
            JsonReader.parse(text).toJsonElement() shouldBe Json.parseToJsonElement(text)
            JsonReader.parse(text).toJsonElement().toString() shouldBe Json.parseToJsonElement(text).toString()
        }

        test("numbers stay exact at any length, out and back") {
            val numbers = listOf("123456789012345678901234567890", "0.1000000000000000000000000000000000001", "1e999999999", "-0", "1E+2")
            val element = JsonReader.parse(numbers.toString()).toJsonElement()
            element.jsonArray.map { it.jsonPrimitive.content } shouldBe numbers
            Json.encodeToString(element) shouldBe numbers.joinToString(",", "[", "]")
            element.toJsonValue().toString() shouldBe numbers.joinToString(",", "[", "]")
        }

        test("elements decode like any others") {
            Json.decodeFromJsonElement<Map<String, List<Long>>>(JsonReader.parse("""{"a":[1,9007199254740993]}""").toJsonElement()) shouldBe
                mapOf("a" to listOf(1L, 9007199254740993L))
        }

        test("what is open becomes what is there") {
            readerOf("""{"a":[1,2,{"b":"so f""").value!!.toJsonElement() shouldBe Json.parseToJsonElement("""{"a":[1,2,{"b":"so f"}]}""")
        }

        test("an element becomes the value that is read from its text") {
            Json.parseToJsonElement(text).toJsonValue() shouldBe JsonReader.parse(text)
            val built = buildJsonObject {
                put("n", 1.5)
                put("s", "lone \uD800")
                put("raw", JsonUnquotedLiteral("[1,2]"))
            }
            built.toJsonValue().toString() shouldBe "{\"n\":1.5,\"s\":\"lone \uFFFD\",\"raw\":[1,2]}"
        }

        test("an element that is no JSON is refused with its place") {
            shouldThrow<JsonSyntaxException> {
                JsonArray(listOf(JsonPrimitive(1), JsonPrimitive(Double.NaN))).toJsonValue()
            }.message shouldBe
                "Expected a value after ',', got 'N' (JSON has no NaN and no Infinity) at offset 3, path $[1]"
        }
    })
