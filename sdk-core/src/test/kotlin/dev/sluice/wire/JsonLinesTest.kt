package dev.sluice.wire

import dev.sluice.errors.ApiResponseException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.JsonObject

class JsonLinesTest :
    FunSpec({
        fun read(vararg pieces: ByteArray): List<JsonObject> {
            val lines = JsonLines()
            return pieces.flatMap { lines.take(it).toList() } + listOfNotNull(lines.end())
        }

        val bytes = "{\"a\":\"é🚀\\n\u2028\"}\n\n{\"b\":[1,{}]}\r\n  \n{\"c\":null}".encodeToByteArray()
        val whole = read(bytes)

        test("each line is an object") {
            whole shouldBe listOf(json("{\"a\":\"é🚀\\n\u2028\"}"), json("""{"b":[1,{}]}"""), json("""{"c":null}"""))
        }

        test("the bytes may be cut anywhere, once or everywhere") {
            for (cut in 0..bytes.size) read(bytes.copyOf(cut), bytes.copyOfRange(cut, bytes.size)) shouldBe whole
            for (size in 1..7) read(*bytes.toList().chunked(size) { it.toByteArray() }.toTypedArray()) shouldBe whole
        }

        test("a line has a limit, in one piece and in many") {
            val long = """{"a":"${"x".repeat(100)}"}""".encodeToByteArray()
            shouldThrow<ApiResponseException> { JsonLines(maxLineBytes = 50).take(long).toList() }
            val lines = JsonLines(maxLineBytes = 50)
            shouldThrow<ApiResponseException> { long.forEach { lines.take(byteArrayOf(it)).toList() } }
            JsonLines(maxLineBytes = 20).take("{\"a\":1}\n".repeat(100).encodeToByteArray()).count() shouldBe 100
        }
    })
