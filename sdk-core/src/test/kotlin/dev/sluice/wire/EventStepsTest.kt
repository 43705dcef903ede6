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

        context("the first content") {
            fun steps(vararg reads: String) =
                EventSteps(EventReader(reads.fold(ScriptedBody()) { body, read -> body.send(read) }.end(), ManualClock()), Words())

            fun read(vararg events: String) = events.joinToString("", transform = ::data)

            test("is there before the rest of its read is decoded") {
                val steps = steps(read("role"), read("role", "a", "b", "c"), read("d", "e"))
                listOf(steps.next(), steps.next(), steps.next(), steps.next()).map { it.values } shouldBe
                    listOf(listOf("role"), listOf("role", "a"), listOf("b", "c"), listOf("d", "e"))
            }

            test("is there before the failure behind it") {
                val steps = steps(read("a", "broken"))
                steps.next().run { values to failure } shouldBe (listOf("a") to null)
                shouldThrow<ApiResponseException> { steps.next() }.message shouldBe "broken"
            }

            test("is there before the terminal event behind it") {
                val steps = steps(read("a", "done"))
                steps.next().run { values to isLast } shouldBe (listOf("a") to false)
                steps.next().run { values to isLast } shouldBe (listOf("done") to true)
            }

            test("is what comes out, not what a decoder holds back") {
                val steps = steps(read("held", "held", "a", "b"))
                steps.next().values shouldBe listOf("a")
                steps.next().values shouldBe listOf("b")
            }
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
    }) {
    /** Each event is a word, and its own content but for a few. */
    private class Words : EventDecoder<String> {
        override var hasContent = false

        override fun decode(event: ServerSentEvent, out: MutableList<String>): Boolean {
            if (event.data == "broken") throw ApiResponseException("broken", 200, event.data)
            if (event.data != "held") out += event.data
            hasContent = hasContent || event.data != "role"
            return event.data == "done"
        }

        override fun end(out: MutableList<String>) = Unit
    }
}
