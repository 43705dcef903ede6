package dev.sluice.testing.offline.openai

import dev.sluice.testing.offline.Asking
import dev.sluice.testing.offline.double
import dev.sluice.testing.offline.fault
import dev.sluice.testing.offline.get
import dev.sluice.testing.offline.good
import dev.sluice.testing.offline.string
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonPrimitive

class FilesTest :
    FunSpec({
        val asking = Asking()
        afterSpec { asking.close() }

        fun upload(name: String, content: String, purpose: String = "user_data") =
            asking.upload("/files", mapOf("purpose" to purpose), name to content)

        test("a file is kept, byte for byte, until it is deleted") {
            val content = "größe\r\n--edg\r\n\u0000 end\r\n"
            val file = upload("data.txt", content).good
            file["bytes"].double.toInt() shouldBe content.toByteArray().size
            file["filename"].string shouldBe "data.txt"
            val path = "/files/${file["id"].string}"
            asking.openAi("GET", path).good shouldBe file
            asking.openAi("GET", "$path/content").body() shouldBe content
            asking.openAi("DELETE", path).good["deleted"].jsonPrimitive.boolean shouldBe true
            asking.openAi("GET", "$path/content").fault shouldBe (404 to "No such File object: ${file["id"].string}")
        }

        test("the list has the newest first, by pages and by purpose") {
            Asking().use { fresh ->
                val ids = List(5) { fresh.upload("/files", mapOf("purpose" to "user_data"), "$it.txt" to "x").good["id"].string }.reversed()
                fresh.upload("/files", mapOf("purpose" to "vision"), "x.png" to "x").good

                fun page(query: String) = fresh.openAi("GET", "/files?purpose=user_data&$query").good

                val first = page("limit=2")
                first["data"].jsonArray.map { it["id"].string } shouldContainExactly ids.take(2)
                first["has_more"].jsonPrimitive.boolean shouldBe true
                first["last_id"].string shouldBe ids[1]
                val last = page("limit=3&after=${ids[1]}")
                last["data"].jsonArray.map { it["id"].string } shouldContainExactly ids.drop(2)
                last["has_more"].jsonPrimitive.boolean shouldBe false
                page("order=asc&limit=1")["data"][0]["id"].string shouldBe ids.last()
                fresh.openAi("GET", "/files?after=nothing").fault.first shouldBe 400
                fresh.openAi("GET", "/files?limit=0").fault.first shouldBe 400
            }
        }

        context("what OpenAI refuses") {
            withData(
                nameFn = { it.first.first },
                Triple("no purpose", 400, "Missing required parameter: 'purpose'.") to
                    { asking.upload("/files", emptyMap(), "a.txt" to "x") },
                Triple("an unknown purpose", 400, "Invalid value for 'purpose': 'fun'.") to { upload("a.txt", "x", "fun") },
                Triple("an empty file", 400, "File is empty.") to { upload("a.txt", "") },
                Triple("training data that is no JSONL", 400, "Invalid file format for purpose 'fine-tune'. Must be .jsonl") to
                    { upload("a.txt", "x", "fine-tune") },
                Triple("no form", 400, "The body of the request is no form: its content type has to be multipart/form-data.") to
                    { asking.openAi("POST", "/files", "{}") },
            ) { (case, send) -> send().fault shouldBe (case.second to case.third) }
        }

        test("a file has a size that it may not go beyond") {
            val (status, words) = upload("big.txt", "x".repeat((8 shl 20) + 1)).fault
            status shouldBe 413
            words shouldStartWith "The file has 8388609 bytes"
        }
    })
