package dev.sluice.anthropic.models

import dev.sluice.anthropic.EndpointScene
import dev.sluice.anthropic.ListRequest
import dev.sluice.errors.InvalidRequestException
import dev.sluice.errors.OverloadedException
import dev.sluice.errors.SluiceException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList

class ModelsTest :
    FunSpec({
        fun scene(vararg answers: String) = EndpointScene(::Models, *answers)

        fun page(vararg ids: String, more: Boolean?) = buildString {
            append("""{"data":[""").append(ids.joinToString(",") { """{"type":"model","id":"$it"}""" }).append("]")
            if (ids.isNotEmpty()) append(""","first_id":"${ids.first()}","last_id":"${ids.last()}"""")
            more?.let { append(""","has_more":$it""") }
            append("}")
        }

        test("a model has what the server says of it") {
            val scene = scene(
                """{"type":"model","id":"claude-1","display_name":"Claude 1","created_at":"2025-01-01T00:00:00Z","lifecycle":"active",
                "max_input_tokens":200000,"max_tokens":64000,"capabilities":{"pdf_input":{"supported":true},"thinking":{}}}""",
                "{}",
            )
            scene.endpoint.retrieve("claude-1").run {
                listOf(id, displayName, createdAt, lifecycle, maxInputTokens, maxTokens) shouldBe
                    listOf("claude-1", "Claude 1", "2025-01-01T00:00:00Z", "active", 200_000L, 64_000L)
                listOf("pdf_input", "thinking", "flight").map(::supports) shouldBe listOf(true, null, null)
                requestId shouldBe "req_1"
            }
            scene.endpoint.retrieve("a/b").supports("pdf_input") shouldBe null
            scene.asked shouldBe listOf("GET /v1/models/claude-1", "GET /v1/models/a%2Fb")
        }

        test("pages follow each other by the last id, and only when they are collected") {
            val scene = scene(page("a", "b", more = true), page("c", more = true), page("d", more = false))
            scene.endpoint.list { limit = 2 }.take(2).toList().map { it.id } shouldBe listOf("a", "b")
            scene.asked.size shouldBe 1
            scene.endpoint.list { afterId = "b" }.toList().map { it.id } shouldBe listOf("c", "d")
            scene.asked shouldBe listOf("GET /v1/models?limit=2", "GET /v1/models?after_id=b", "GET /v1/models?after_id=c")
        }

        test("backwards, pages follow each other by the first id") {
            val scene = scene(page("c", "d", more = true), page("a", "b", more = false))
            scene.endpoint.list { beforeId = "e" }.toList().map { it.id } shouldBe listOf("c", "d", "a", "b")
            scene.asked shouldBe listOf("GET /v1/models?before_id=e", "GET /v1/models?before_id=c")
        }

        test("one page says where the next begins") {
            val page = scene(page("a", "b", more = true)).endpoint.page(ListRequest.Builder().limit(2).build())
            listOf(page.items.map { it.id }, page.nextCursor, page.requestId) shouldBe listOf(listOf("a", "b"), "b", "req_1")
        }

        test("a server that does not say whether there is more is asked until a page is empty") {
            val scene = scene(page("a", more = null), page(more = null))
            scene.endpoint.list().toList().size shouldBe 1
            scene.asked.size shouldBe 2
            scene("""{"data":[],"last_id":"a","has_more":true}""").endpoint.list().toList() shouldBe emptyList()
        }

        test("a list that repeats its cursor ends with an error, after its items") {
            val scene = scene(page("a", more = true), page("b", "a", more = true))
            val seen = ArrayList<String>()
            shouldThrow<SluiceException> { scene.endpoint.list().collect { seen += it.id } }.message!! shouldContain "\"a\" a second time"
            seen shouldBe listOf("a", "b", "a")
        }

        test("what cannot be asked is refused") {
            shouldThrow<InvalidRequestException> { ListRequest.Builder().limit(0).build() }
            shouldThrow<InvalidRequestException> { ListRequest.Builder().afterId("a").beforeId("b").build() }
            shouldThrow<InvalidRequestException> { scene().endpoint.retrieve(" ") }
            shouldThrow<InvalidRequestException> { scene().endpoint.retrieve("..") }
        }

        test("an error under status 200 is that error") {
            val error = """{"type":"error","error":{"type":"overloaded_error","message":"Busy"}}"""
            shouldThrow<OverloadedException> { scene(error, error).endpoint.list().toList() }
        }
    })
