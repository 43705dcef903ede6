package dev.sluice.model

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiException
import dev.sluice.errors.ApiFailure
import dev.sluice.errors.ApiResponseException
import dev.sluice.errors.ApiTimeoutException
import dev.sluice.errors.InvalidRequestException
import dev.sluice.extraction.FakeChatModel
import dev.sluice.extraction.answer
import dev.sluice.extraction.broken
import dev.sluice.schema.outputType
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.flow.toList
import kotlinx.serialization.json.JsonPrimitive

class FallbackTest :
    FunSpec({
        val down = ApiConnectionException("down")
        val request = ModelRequest("first", listOf(Message(Role.USER, "?")))

        fun List<ModelEvent>.text() = filterIsInstance<ModelEvent.Delta>().joinToString("") { it.text }

        test("another model answers when the first is down, under its own name") {
            val second = FakeChatModel(answer("hi"), answer("hi"))
            val chat = FakeChatModel({ throw down }, { throw down }).withFallback(second, "second")
            chat.complete(request).text shouldBe "hi"
            chat.stream(request).toList().text() shouldBe "hi"
            second.requests.map { it.model } shouldBe listOf("second", "second")
        }

        test("after its first event a stream stays with its model") {
            val second = FakeChatModel()
            val chat = FakeChatModel(broken("h") { throw down }).withFallback(second)
            shouldThrow<ApiConnectionException> { chat.stream(request).collect {} }.message shouldBe "down"
            second.requests.size shouldBe 0
        }

        test("what the rule leaves out is thrown, and a collector's own failure is none of the model's") {
            val second = FakeChatModel()
            val odd = ApiResponseException("what?", 200, "")
            shouldThrow<ApiResponseException> { FakeChatModel({ throw odd }).withFallback(second).complete(request) }.message shouldBe
                "what?"
            val mine = ApiConnectionException("mine")
            val thrown =
                shouldThrow<ApiException> { FakeChatModel(answer("h")).withFallback(second).stream(request).collect { throw mine } }
            (if (thrown === mine) thrown else thrown.cause) shouldBeSameInstanceAs mine
            second.requests.size shouldBe 0
        }

        test("if both fail, the second failure is thrown and carries the first") {
            val chat = FakeChatModel({
                throw down
            }, { throw down }).withFallback(FakeChatModel({ throw ApiConnectionException("too") }, { throw ApiConnectionException("too") }))
            shouldThrow<ApiConnectionException> { chat.complete(request) }.suppressed.toList() shouldContain down
            shouldThrow<ApiConnectionException> { chat.stream(request).collect {} }.suppressed.toList() shouldContain down
        }

        test("a second model that cannot even be asked does not hide the outage") {
            val unusable = InvalidRequestException("Anthropic needs a limit of tokens")
            val chat = FakeChatModel({ throw down }, { throw down }).withFallback(FakeChatModel({ throw unusable }, { throw unusable }))
            shouldThrow<ApiConnectionException> { chat.complete(request) }.suppressed.toList() shouldContain unusable
            shouldThrow<ApiConnectionException> { chat.stream(request).collect {} }.suppressed.toList() shouldContain unusable
        }

        test("a second model that must be asked in words cannot take over what was asked in another way, and says so") {
            val second = object : ChatModel by FakeChatModel(answer("{}")) {
                override fun outputModes(model: String) = listOf(OutputMode.PROMPTED)
            }
            val chat = FakeChatModel({ throw ApiConnectionException("down") }).withFallback(second)
            val asked = ModelRequest("m", request.messages, OutputSpec("A", null, outputType<Int>().schema, OutputMode.JSON_SCHEMA))
            shouldThrow<ApiConnectionException> { chat.complete(asked) }.suppressed.single().message.orEmpty() shouldContain "mode PROMPTED"
        }

        test("an outage is what says nothing against the request; that the caller's time is over is none") {
            fun status(status: Int) = ApiFailure(status, "?").toException()
            val outages = listOf(down, ApiTimeoutException("late", "firstContent", 1), status(408), status(429), status(500), status(529))
            val others =
                listOf(ApiTimeoutException("late", "total", 1), ApiResponseException("?", 200, ""), status(400), status(401), status(409))
            outages.filterNot(FallbackRule.OUTAGES::covers) shouldBe emptyList()
            others.filter(FallbackRule.OUTAGES::covers) shouldBe emptyList()
            (outages + others).all(FallbackRule.ALL::covers) shouldBe true
        }

        test("an answer is replayed to the other model as text, for messages are in a provider's own words") {
            val second = FakeChatModel(answer("hi"))
            val reply = ModelReply("bad", FinishReason.STOP, Usage(), message = JsonPrimitive("in its own words"))
            val asked = ModelRequest("m", listOf(Message(Role.USER, "?")), rejections = listOf(Rejection(reply, "wrong")))
            val answer = FakeChatModel({ throw down }).withFallback(second).complete(asked)
            second.requests.single().rejections.single().reply.run { text to message } shouldBe ("bad" to null)
            answer.message shouldBe null
        }
    })
