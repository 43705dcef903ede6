package dev.sluice.wire

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.comparables.shouldBeLessThanOrEqualTo
import io.kotest.matchers.shouldBe
import java.io.ByteArrayOutputStream

class AttachedBodyTest :
    FunSpec({
        suspend fun textOf(json: String, attachments: Map<String, String>): String {
            val body = AttachedBody.of(json, attachments.mapValues { it.value.toByteArray() }, "application/json")
            // Each try of a call opens it anew.
            val (first, second) = List(2) {
                val all = ByteArrayOutputStream()
                body.open().use { source ->
                    while (true) {
                        val part = source.read() ?: break
                        part.remaining() shouldBeLessThanOrEqualTo (64 shl 10)
                        while (part.hasRemaining()) all.write(part.get().toInt())
                    }
                }
                all.toByteArray()
            }
            first.toList() shouldBe second.toList()
            body.contentLength shouldBe first.size.toLong()
            return String(first)
        }

        test("what is attached stands in the place of its mark, in any order and as often as it is named") {
            textOf("""{"ü":["m-2","x,m-1","m-2"]}""", mapOf("m-1" to "one", "m-2" to "two")) shouldBe """{"ü":["two","x,one","two"]}"""
        }

        test("what is long is sent in parts") {
            val long = "a".repeat(200_001)
            textOf("""{"data":"m-1"}""", mapOf("m-1" to long)) shouldBe """{"data":"$long"}"""
        }

        test("a mark at the end, an empty attachment, and one that is not named") {
            textOf("m-1", mapOf("m-1" to "", "m-9" to "nine")) shouldBe ""
        }
    })
