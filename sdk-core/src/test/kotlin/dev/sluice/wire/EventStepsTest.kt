package dev.sluice.wire

import dev.sluice.errors.ApiResponseException
import dev.sluice.sse.EventReader
import dev.sluice.sse.ServerSentEvent
import dev.sluice.transport.ManualClock
import dev.sluice.transport.ScriptedBody
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain

class EventStepsTest :
    FunSpec({
        val texts = object : EventDecoder<String> {
            override val hasContent = false

            override fun decode(event: ServerSentEvent, out: MutableList<String>): Boolean {
                out += event.data
                return false
            }

            override fun end(out: MutableList<String>) = Unit
        }

        fun steps(body: ScriptedBody) = EventSteps(EventReader(body.end(), ManualClock()), texts, maxBytes = 10, requestId = "req_7")

        test("an answer that grows beyond all measure fails, after what stood before") {
            val step = steps(ScriptedBody().send("data: 01234\n\ndata: 56789\n\ndata: x\n\n")).next()
            step.values shouldBe listOf("01234", "56789")
            step.failure!!.message shouldBe "The answer is larger than 10 bytes, and is not read to its end. [request id req_7]"
            step.isLast shouldBe true
        }

        test("what ends with the first content is there before the rest of its read is decoded") {
            val words = object : EventDecoder<String> {
                override var hasContent = false

                override fun decode(event: ServerSentEvent, out: MutableList<String>): Boolean {
                    if (event.data == "broken") throw ApiResponseException("broken", 200, event.data)
                    out += event.data
                    hasContent = event.data != "role"
                    return event.data == "done"
                }

                override fun end(out: MutableList<String>) = Unit
            }
            val body = ScriptedBody()
                .send("data: role\n\n")
                .send("data: role\n\ndata: a\n\ndata: b\n\ndata: c\n\n")
                .send("data: d\n\ndata: broken\n\n")
            val steps = EventSteps(EventReader(body.end(), ManualClock()), words)
            steps.next().values shouldBe listOf("role")
            steps.next().values shouldBe listOf("role", "a")
            steps.next().values shouldBe listOf("b", "c")
            val last = steps.next()
            last.values shouldBe listOf("d")
            last.failure!!.message shouldBe "broken"
        }

        test("it grows over all its events") {
            val steps = steps(ScriptedBody().send("data: 0123456789\n\n").send("data: x\n\n"))
            steps.next().values.size shouldBe 1
            shouldThrow<ApiResponseException> { steps.next() }.message!! shouldContain "larger than 10 bytes"
        }

        test("what keeps the connection alive does not count") {
            val steps = steps(ScriptedBody().send(": ping\n\n".repeat(100) + "data: 0123456789\n\n"))
            steps.next().failure shouldBe null
            steps.next().isLast shouldBe true
        }
    })
