package dev.sluice.testing.offline.openai

import dev.sluice.testing.offline.Asking
import dev.sluice.testing.offline.double
import dev.sluice.testing.offline.fault
import dev.sluice.testing.offline.get
import dev.sluice.testing.offline.good
import dev.sluice.testing.offline.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.doubles.plusOrMinus
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.doubles.shouldBeLessThan
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.jsonArray
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.util.Base64
import kotlin.math.abs

class EmbeddingsTest :
    FunSpec({
        val asking = Asking()
        afterSpec { asking.close() }

        fun send(input: String, rest: String = "", model: String = "text-embedding-3-small") =
            asking.openAi("POST", "/embeddings", """{"model":"$model","input":$input$rest}""")

        fun vectors(body: JsonElement) = body["data"].jsonArray.map { item -> item["embedding"].jsonArray.map { it.double } }

        fun embed(vararg texts: String) = vectors(send(texts.joinToString(",", "[", "]") { "\"$it\"" }).good)

        fun likeness(one: List<Double>, other: List<Double>) = one.zip(other).sumOf { (a, b) -> a * b }

        test("texts that share words are near, others are far, and every vector has length 1") {
            val (refund, money, weather) = embed("How do I get a refund?", "Refunds take five days", "It will rain in Oslo")
            likeness(refund, money) shouldBeGreaterThan 0.3
            abs(likeness(refund, weather)) shouldBeLessThan 0.15
            for (vector in listOf(refund, money, weather)) likeness(vector, vector) shouldBe (1.0 plusOrMinus 1e-5)
            embed("How do I get a refund?").single() shouldBe refund
        }

        test("a vector is as long as the model's are, or as is asked") {
            embed("a").single().size shouldBe 1536
            vectors(send("\"a\"", model = "text-embedding-3-large").good).single().size shouldBe 3072
            vectors(send("\"a\"", ""","dimensions":64""").good).single().size shouldBe 64
        }

        test("base64 holds the same floats") {
            val floats = vectors(send("\"two words\"", ""","dimensions":8""").good).single()
            val encoded = send("\"two words\"", ""","dimensions":8,"encoding_format":"base64"""").good["data"][0]["embedding"].string
            val buffer = ByteBuffer.wrap(Base64.getDecoder().decode(encoded)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer()
            List(buffer.remaining()) { buffer.get().toDouble() }.zip(floats).forEach { (a, b) -> a shouldBe (b plusOrMinus 1e-6) }
            buffer.capacity() shouldBe 8
        }

        test("several texts are one call, in their order; tokens will do for words") {
            val body = send("""["one","two three"]""").good
            body["data"].jsonArray.map { it["index"].double } shouldBe listOf(0.0, 1.0)
            body["usage"]["prompt_tokens"].double shouldBe 3.0
            vectors(send("[[1,2],[1,2,3]]").good).let { (one, other) -> likeness(one, other) shouldBeGreaterThan 0.5 }
            vectors(send("[1,2]").good).size shouldBe 1
        }

        context("what OpenAI refuses") {
            withData(
                nameFn = { it.first },
                Triple("""{"model":"text-embedding-3-small"}""", 400, "Missing required parameter: 'input'."),
                Triple("""{"input":"a"}""", 400, "Missing required parameter: 'model'."),
                Triple("""{"model":"text-embedding-3-small","input":""}""", 400, "Invalid value for 'input': ''."),
                Triple("""{"model":"text-embedding-3-small","input":[]}""", 400, "Invalid value for 'input': '[]'."),
                Triple(
                    """{"model":"text-embedding-3-small","input":"a","encoding_format":"hex"}""",
                    400,
                    "Invalid value for 'encoding_format': 'hex'.",
                ),
                Triple(
                    """{"model":"text-embedding-3-small","input":"a","dimensions":4000}""",
                    400,
                    "Invalid value for 'dimensions' = 4000. Must be less than or equal to 1536.",
                ),
                Triple("""{"model":"nope","input":"a"}""", 404, "The model `nope` does not exist or you do not have access to it."),
            ) { (body, status, words) -> asking.openAi("POST", "/embeddings", body).fault shouldBe (status to words) }
        }
    })
