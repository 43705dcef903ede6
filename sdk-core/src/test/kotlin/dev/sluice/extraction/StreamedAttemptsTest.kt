package dev.sluice.extraction

import dev.sluice.Sluice
import dev.sluice.errors.ApiConnectionException
import dev.sluice.model.FinishReason
import dev.sluice.model.ModelEvent
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.toList

/** Asking again inside a stream, and stopping it early. */
internal class StreamedAttemptsTest :
    FunSpec({
        val good = """{"reasoning":"r","product_name":"p","strengths":[],"verdict":"buy"}"""
        val noVerdict = """{"reasoning":"hm","product_name":"q","strengths":[],"verdict":" "}"""

        fun sluice(chat: FakeChatModel, configure: Sluice.Builder.() -> Unit = {}) = Sluice(chat) {
            model = "m"
            configure()
        }

        test("partials of the first attempt, then of the second; the last is validated, and usage is summed") {
            val first = Gate()
            val between = Gate()
            val chat = FakeChatModel(
                broken(noVerdict.dropLast(1)) {
                    first.pass()
                    emit(ModelEvent.Delta("}"))
                    emit(finished(noVerdict))
                },
                broken(good.take(20)) {
                    between.pass()
                    emit(ModelEvent.Delta(good.drop(20)))
                    emit(finished(good))
                },
            )
            val seen = mutableListOf<Partial<Analysis>>()
            sluice(chat).extractPartial<Analysis> { user("?") }.collect {
                seen += it
                if (it.attempt == 1) first.open() else between.open()
            }
            seen.map { it.attempt }.distinct() shouldContainExactly listOf(1, 2)
            seen.first { it.attempt == 2 }.value shouldBe null
            seen.last().value.shouldNotBeNull().verdict shouldBe "buy"
            seen.last().extraction.shouldNotBeNull().run {
                attempts.map { it.violations.size } shouldContainExactly listOf(1, 0)
                usage.totalTokens shouldBe 20
                usage.isExact shouldBe true
            }
            chat.requests[1].rejections.single().run {
                reply.text shouldBe noVerdict
                errors shouldContain "a verdict is needed"
                errors shouldNotContain "stopped"
            }
        }

        test("what is no JSON, ends too early or is empty goes back as well") {
            val chat = FakeChatModel(answer("Sure! Here"), answer("""{"reasoning":"so"""), answer(), answer(good))
            val last = sluice(chat) { attempts = 4 }.extractPartial<Analysis> { user("?") }.toList().last()
            last.attempt shouldBe 4
            last.extraction.shouldNotBeNull().attempts.map { it.violations.size } shouldContainExactly listOf(1, 1, 1, 0)
        }

        test("a cut, refused or filtered answer does not, and what breaks off does not") {
            for (reason in listOf(FinishReason.LENGTH, FinishReason.REFUSAL, FinishReason.CONTENT_FILTER)) {
                val chat = FakeChatModel(answer(noVerdict), answer("""{"reasoning":""", finish = reason))
                val thrown = shouldThrow<OutputException> { sluice(chat).extractPartial<Analysis> { user("?") }.collect() }
                thrown.attempts.size shouldBe 2
                thrown.partial.shouldNotBeNull().attempt shouldBe 2
            }
            val reset = broken("""{"reasoning":"so""") { throw ApiConnectionException("reset") }
            shouldThrow<IncompleteOutputException> {
                sluice(FakeChatModel(answer(noVerdict), reset)).extractPartial<Analysis> { user("?") }.collect()
            }.attempts.map { it.text } shouldContainExactly listOf(noVerdict, """{"reasoning":"so""")
        }

        test("a call that fails while an answer is mended keeps what the earlier answers were") {
            val chat = FakeChatModel(answer(noVerdict), { throw ApiConnectionException("gone") })
            val thrown = shouldThrow<ApiConnectionException> { sluice(chat).extractPartial<Analysis> { user("?") }.collect() }
            thrown.suppressed.single().shouldBeInstanceOf<InvalidOutputException>().attempts.single().text shouldBe noVerdict
        }

        test("never valid: every attempt is there") {
            val chat = FakeChatModel(answer(noVerdict), answer(noVerdict), answer(noVerdict))
            shouldThrow<InvalidOutputException> { sluice(chat).extractPartial<Analysis> { user("?") }.collect() }
                .attempts.map { it.number } shouldContainExactly listOf(1, 2, 3)
        }

        context("a field that closes and breaks a rule") {
            val head = """{"reasoning":"r","product_name":"p","strengths":["1","2","3","4"],"""

            fun endless(left: CompletableDeferred<Unit>) = broken {
                try {
                    emit(ModelEvent.Delta(head))
                    awaitCancellation()
                } finally {
                    left.complete(Unit)
                }
            }

            test("ends the stream, and the model hears where it was stopped") {
                val left = CompletableDeferred<Unit>()
                val chat = FakeChatModel(endless(left), answer(good))
                val extraction = sluice(chat).extractPartial<Analysis> { user("?") }.toList().last().extraction.shouldNotBeNull()
                left.await()
                extraction.attempts.first().run {
                    violations.single().toString() shouldContain "$.strengths: must have at most 3 items, has 4"
                    text shouldBe head
                    finishReason shouldBe null
                    usage.isExact shouldBe false
                    usage.inputTokens shouldBe 7
                }
                extraction.usage.isExact shouldBe false
                extraction.usage.estimatedOutputTokens shouldBe 3 + (head.length + 3) / 4
                chat.requests[1].rejections.single().run {
                    reply.message shouldBe null
                    reply.text shouldBe head
                    errors shouldContain "Your answer was stopped there."
                }
            }
            test("does not on the last attempt, nor when it is switched off: all that is wrong is told") {
                val wrong = """$head"verdict":"v","score":11}"""
                for (configure in listOf<Sluice.Builder.() -> Unit>({ attempts = 1 }, { failFast = false })) {
                    val chat = FakeChatModel(answer(head, wrong.drop(head.length)), answer(good))
                    val trail = try {
                        sluice(chat, configure).extractPartial<Analysis> { user("?") }.toList().last().extraction.shouldNotBeNull().attempts
                    } catch (invalid: InvalidOutputException) {
                        invalid.attempts
                    }
                    trail.first().violations.map { it.path.toString() } shouldContainExactly listOf("$.strengths", "$.score")
                    trail.first().usage.isExact shouldBe true
                }
            }
            test("in the last piece of the answer saves nothing: all that is wrong is told") {
                val chat = FakeChatModel(answer("""$head"verdict":"v","score":11}"""), answer(good))
                sluice(chat).extractPartial<Analysis> { user("?") }.toList().last().extraction.shouldNotBeNull()
                    .attempts.first().violations.size shouldBe 2
            }
        }
    })
