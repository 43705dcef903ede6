package dev.sluice.sse

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiResponseException
import dev.sluice.errors.ApiTimeoutException
import dev.sluice.errors.ClientClosedException
import dev.sluice.transport.ManualClock
import dev.sluice.transport.ScriptedBody
import dev.sluice.transport.Timeouts
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.nulls.shouldBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope

private val LIMITS = Timeouts.Builder().firstContentMillis(600).idleMillis(120).build()

private fun List<ServerSentEvent>?.texts(): List<String>? = this?.map { it.data }

class EventReaderTest :
    FunSpec({
        fun reader(of: ScriptedBody, on: ManualClock) = EventReader(of, on, LIMITS, 1_000, "req_7")

        test("gives the events of one network read together, then null at the end, and null again") {
            val reader = reader(ScriptedBody().send("data: a\n\ndata: b\n\ndata: c").send("\n\n").end(), ManualClock())
            reader.next().texts() shouldBe listOf("a", "b")
            reader.next().texts() shouldBe listOf("c")
            reader.next().shouldBeNull()
            reader.next().shouldBeNull()
        }

        test("silence before content runs into firstContent, and the error says what to do") {
            coroutineScope {
                val clock = ManualClock()
                val next = async { runCatching { reader(ScriptedBody(), clock).next() } }
                clock.awaitAlarms(1)
                clock.advance(599)
                next.isCompleted shouldBe false
                clock.advance(1)
                val failure = next.await().exceptionOrNull() as ApiTimeoutException
                failure.limit shouldBe "firstContent"
                failure.limitMillis shouldBe 600
                failure.requestId shouldBe "req_7"
                failure.message shouldContain "firstContentMillis"
                failure.message shouldContain "req_7"
            }
        }

        test("after content the limit is idle") {
            val quiet = ScriptedBody().send("data: a\n\n")
            val time = ManualClock()
            val reader = reader(quiet, time)
            reader.next().texts() shouldBe listOf("a")
            reader.contentSeen()
            coroutineScope {
                val next = async { runCatching { reader.next() } }
                time.awaitAlarms(1)
                time.advance(120)
                (next.await().exceptionOrNull() as ApiTimeoutException).limit shouldBe "idle"
            }
        }

        test("any byte counts as life: a comment, half an event") {
            val slow = ScriptedBody()
            val time = ManualClock()
            val reader = reader(slow, time).apply { contentSeen() }
            coroutineScope {
                val next = async { reader.next() }
                for (piece in listOf(": ping\n", "da", "ta: ", "a\n")) {
                    time.awaitAlarmIn(120)
                    time.advance(119)
                    slow.send(piece)
                }
                slow.send("\n")
                next.await().texts() shouldBe listOf("a")
            }
        }

        test("no clock runs while the caller works") {
            val time = ManualClock()
            val reader = reader(ScriptedBody().send("data: a\n\n").send("data: b\n\n").end(), time)
            reader.next().texts() shouldBe listOf("a")
            time.advance(1_000_000)
            reader.next().texts() shouldBe listOf("b")
        }

        test("an event over the limit fails after the events before it were given") {
            val reader = reader(ScriptedBody().send("data: a\n\ndata: " + "x".repeat(2_000)), ManualClock())
            reader.next().texts() shouldBe listOf("a")
            shouldThrow<ApiResponseException> { reader.next() }.message shouldContain "maxEventBytes = 1000"
        }

        test("a broken connection is the caller's to hear of") {
            val reader = reader(ScriptedBody().send("data: a\n\n").fail(ApiConnectionException("gone")), ManualClock())
            reader.next().texts() shouldBe listOf("a")
            shouldThrow<ApiConnectionException> { reader.next() }.message shouldBe "gone"
        }

        test("cancelling the reader is a cancellation") {
            coroutineScope {
                val time = ManualClock()
                val next = async { reader(ScriptedBody(), time).next() }
                time.awaitAlarms(1)
                next.cancel()
                shouldThrow<CancellationException> { next.await() }
            }
        }

        context("drain") {
            test("reads to the end") {
                val ended = ScriptedBody().send("data: [DONE]\n\n").send("\n").end()
                val reader = reader(ended, ManualClock())
                reader.next()
                reader.drain()
                ended.read().shouldBeNull()
                reader.next().shouldBeNull()
            }

            test("stops after its bytes") {
                val long = ScriptedBody().send("0123456789").send("0123456789").send("rest")
                reader(long, ManualClock()).drain(maxBytes = 15)
                long.read()?.remaining() shouldBe 4
            }

            test("does not wait for a server that says nothing more") {
                val time = ManualClock()
                coroutineScope {
                    val drained = async { reader(ScriptedBody(), time).drain() }
                    time.awaitAlarms(1)
                    time.advance(LIMITS.idleMillis * 2)
                    drained.await()
                }
            }

            test("has one limit for all of it, however it trickles") {
                val time = ManualClock()
                val slow = ScriptedBody()
                coroutineScope {
                    val drained = async { reader(slow, time).drain() }
                    time.awaitAlarmIn(200)
                    repeat(3) {
                        time.advance(50)
                        slow.send(":\n\n")
                    }
                    time.advance(50)
                    drained.await()
                }
            }

            test("takes a broken connection for an end, and a client that is closed") {
                for (failure in listOf(ApiConnectionException("gone"), ClientClosedException(), CancellationException("the engine's"))) {
                    reader(ScriptedBody().fail(failure), ManualClock()).drain()
                }
            }

            test("ends with its caller") {
                val time = ManualClock()
                coroutineScope {
                    val drained = async { reader(ScriptedBody(), time).drain() }
                    time.awaitAlarms(1)
                    drained.cancel(CancellationException("enough"))
                    shouldThrow<CancellationException> { drained.await() }.message shouldBe "enough"
                }
            }
        }
    })
