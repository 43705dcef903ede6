package dev.sluice.extraction

import dev.sluice.Sluice
import dev.sluice.model.ModelRequest
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.collect
import java.util.concurrent.CopyOnWriteArrayList

internal class ExtractionListenerTest :
    FunSpec({
        val good = """{"street":"A","zip":1}"""
        val bad = """{"street":"A","zip":"x"}"""

        class Told : ExtractionListener {
            val words = CopyOnWriteArrayList<String>()

            override fun onRequest(call: ExtractionCall, attempt: Int, request: ModelRequest) {
                words += "ask $attempt of ${call.type} at ${call.provider}/${call.model}, ${request.rejections.size} rejected"
            }

            override fun onPartial(call: ExtractionCall, partial: Partial<*>) {
                words += "partial"
            }

            override fun onElement(call: ExtractionCall, event: ElementEvent<*>) {
                words += event.toString()
            }

            override fun onAttempt(call: ExtractionCall, attempt: Attempt) {
                words += "attempt ${attempt.number}: ${attempt.violations.size} wrong, ${attempt.usage.totalTokens} tokens"
            }

            override fun onResult(call: ExtractionCall, extraction: Extraction<*>) {
                words += "result ${extraction.value}"
            }

            override fun onFailure(call: ExtractionCall, failure: Throwable) {
                words += "failed ${failure::class.simpleName}"
            }
        }

        fun sluice(chat: FakeChatModel, told: ExtractionListener, most: Int = 3) = Sluice(chat) {
            model = "m"
            attempts = most
            listener(told)
        }

        test("hears requests, answers with what they cost and why they were rejected, and the result") {
            val told = Told()
            val own = Told()
            sluice(FakeChatModel(answer(bad), answer(good)), told).extract<Address> {
                user("?")
                listener(own)
            }
            told.words shouldContainExactly listOf(
                "ask 1 of Address at fake/m, 0 rejected",
                "attempt 1: 1 wrong, 10 tokens",
                "ask 2 of Address at fake/m, 1 rejected",
                "attempt 2: 0 wrong, 10 tokens",
                "result Address(street=A, zip=1)",
            )
            own.words shouldContainExactly told.words
        }

        test("hears partials, and elements accepted and rejected") {
            val partials = Told()
            sluice(FakeChatModel(answer(good.take(12), good.drop(12))), partials).extractPartial<Address> { user("?") }.collect()
            partials.words shouldContainExactly listOf(
                "ask 1 of Address at fake/m, 0 rejected",
                "partial",
                "partial",
                "attempt 1: 0 wrong, 10 tokens",
                "result Address(street=A, zip=1)",
            )
            val elements = Told()
            sluice(FakeChatModel(answer("""{"items":[$good,$bad]}""")), elements, most = 1).extractEachDetailed<Address> {
                user("?")
            }.collect()
            elements.words.drop(1) shouldContainExactly listOf(
                "Element(0, Address(street=A, zip=1))",
                "Rejected(1, [$[1].zip: must be a whole number, not a string (was: \"x\")])",
                "attempt 1: 0 wrong, 10 tokens",
                "result [Address(street=A, zip=1)]",
            )
        }

        test("hears of failures") {
            val told = Told()
            shouldThrow<InvalidOutputException> { sluice(FakeChatModel(answer(bad)), told, most = 1).extract<Address> { user("?") } }
            shouldThrow<InvalidOutputException> {
                sluice(FakeChatModel(answer("""{"items":[$bad]}""")), told, most = 1).extractEach<Address> { user("?") }.collect()
            }
            told.words.filter { it.startsWith("failed") } shouldContainExactly List(2) { "failed InvalidOutputException" }
        }

        test("what it throws is its own affair") {
            val broken = object : ExtractionListener {
                override fun onRequest(call: ExtractionCall, attempt: Int, request: ModelRequest): Unit = error("a fault in the listener")

                override fun onResult(call: ExtractionCall, extraction: Extraction<*>): Unit = error("a fault in the listener")
            }
            sluice(FakeChatModel(answer(good)), broken).extract<Address> { user("?") } shouldBe Address("A", 1)
        }
    })
