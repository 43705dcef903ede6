package dev.sluice.extraction

import dev.sluice.Sluice
import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiException
import dev.sluice.errors.ApiFailure
import dev.sluice.errors.ApiTimeoutException
import dev.sluice.errors.OverloadedException
import dev.sluice.errors.SluiceException
import dev.sluice.model.FinishReason
import dev.sluice.model.ModelEvent
import dev.sluice.model.Usage
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.flow.FlowCollector
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList

internal class ElementStreamTest :
    FunSpec({
        fun sluice(chat: FakeChatModel) = Sluice(chat) {
            model = "m"
            attempts = 1
        }

        test("each element comes as it closes, before the next has begun") {
            val taken = Gate()
            val chat = FakeChatModel(
                broken("""{"items":[{"street":"A","zip":1}""") {
                    taken.pass()
                    emit(ModelEvent.Delta(""",{"street":"B","zip":2}]}"""))
                    emit(finished("…"))
                },
            )
            val seen = mutableListOf<Address>()
            sluice(chat).extractEach<Address> { user("?") }.collect {
                seen += it
                taken.open()
            }
            seen shouldContainExactly listOf(Address("A", 1), Address("B", 2))
        }

        test("the network does not wait for a slow collector") {
            val networkEnded = Gate()
            val pieces = (0 until 100).map { (if (it == 0) """{"items":[""" else ",") + """{"street":"S","zip":$it}""" }
            val chat = FakeChatModel(
                broken(*pieces.toTypedArray(), "]}") {
                    emit(finished("…"))
                    networkEnded.open()
                },
            )
            var count = 0
            sluice(chat).extractEach<Address> { user("?") }.collect {
                networkEnded.pass()
                it.zip shouldBe count++
            }
            count shouldBe 100
        }

        test("a bad element ends the plain flow, and is reported in the detailed one, which goes on") {
            val json = """{"items":[{"street":"A","zip":1},{"street":"B","zip":"x"},{"street":"C","zip":3}]}"""
            val before = mutableListOf<Address>()
            shouldThrow<InvalidOutputException> {
                sluice(FakeChatModel(answer(json))).extractEach<Address> { user("?") }.collect { before += it }
            }.violations.single().path.toString() shouldBe "$[1].zip"
            before shouldContainExactly listOf(Address("A", 1))

            val events = sluice(FakeChatModel(answer(json))).extractEachDetailed<Address> { user("?") }.toList()
            events.map { it::class.simpleName } shouldContainExactly listOf("Element", "Rejected", "Element", "Finished")
            (events[1] as ElementEvent.Rejected).run {
                index shouldBe 1
                raw shouldBe """{"street":"B","zip":"x"}"""
            }
            (events[2] as ElementEvent.Element).index shouldBe 2
            (events[3] as ElementEvent.Finished).extraction.run {
                value shouldContainExactly listOf(Address("A", 1), Address("C", 3))
                usage.totalTokens shouldBe 10
            }
        }

        test("scalars close too: a number when its end is certain") {
            sluice(FakeChatModel(answer("""{"items":[1,2""", """3,4]}"""))).extractEach<Int> { user("?") }
                .toList() shouldContainExactly listOf(1, 23, 4)
            sluice(FakeChatModel(answer("""{"items":["a","b"]}"""))).extractEach<String> { user("?") }
                .toList() shouldContainExactly listOf("a", "b")
        }

        test("an empty list is a list") {
            sluice(FakeChatModel(answer("""{"items":[]}"""))).extractEachDetailed<Int> { user("?") }.toList().single()
                .shouldBeInstanceOf<ElementEvent.Finished<Int>>()
        }

        test("elements that had closed before a cut were delivered") {
            val chat = FakeChatModel(broken("""{"items":[1,2,3""") { throw ApiConnectionException("reset") })
            val seen = mutableListOf<Int>()
            shouldThrow<IncompleteOutputException> { sluice(chat).extractEach<Int> { user("?") }.collect { seen += it } }
            seen shouldContainExactly listOf(1, 2)
        }

        test("elements that had closed before the text stopped being JSON were delivered, however it was cut") {
            val json = """{"items":[{"street":"A","zip":1},{"street":"B","zip":2},oops"""
            for (cut in 1..json.length) {
                val seen = mutableListOf<Address>()
                val thrown = shouldThrow<InvalidOutputException> {
                    sluice(FakeChatModel(answer(json.take(cut), json.drop(cut)))).extractEach<Address> { user("?") }.collect { seen += it }
                }
                seen shouldContainExactly listOf(Address("A", 1), Address("B", 2))
                thrown.partial!!.elements.map { it.field("street").value } shouldContainExactly listOf("A", "B")
            }
        }

        test("a failure carries the list as far as it shows") {
            val half = """{"items":[{"street":"A","zip":1},{"street":"B"""
            suspend fun streets(script: suspend FlowCollector<ModelEvent>.() -> Unit) = shouldThrow<OutputException> {
                sluice(FakeChatModel(script)).extractEach<Address> { user("?") }.collect {}
            }.partial!!.elements.map { it.field("street").value }

            streets(broken(half) { throw ApiConnectionException("reset") }) shouldContainExactly listOf("A", "B")
            streets(answer(half, finish = FinishReason.LENGTH)) shouldContainExactly listOf("A", "B")
            streets(answer("""$half","zip":"x"}]}""")) shouldContainExactly listOf("A", "B")
        }

        test("what checks spend while the rest is read is told, however the answer ends") {
            val cut = """{"items":[1,2,3"""
            val refused = """{"items":[1,2]}"""
            for (ended in listOf<Pair<String, suspend FlowCollector<ModelEvent>.() -> Unit>>(
                cut to { emit(finished(cut, FinishReason.LENGTH)) },
                refused to { emit(finished(refused, FinishReason.CONTENT_FILTER)) },
                refused to { emit(finished(refused, FinishReason.REFUSAL, "no")) },
                cut to { throw ApiConnectionException("reset") },
                cut to {},
                cut to { throw ApiTimeoutException("silent", "idle", 5) },
                cut to { throw OverloadedException(ApiFailure(200, message = "busy")) },
            )) {
                val read = Gate()
                val told = mutableListOf<Throwable>()
                val seen = mutableListOf<Int>()
                val chat = FakeChatModel(
                    broken(ended.first) {
                        read.open()
                        ended.second(this)
                    },
                )
                val thrown = shouldThrow<SluiceException> {
                    sluice(chat).extractEach<Int> {
                        user("?")
                        listener(
                            object : ExtractionListener {
                                override fun onFailure(call: ExtractionCall, failure: Throwable) {
                                    told += failure
                                }
                            },
                        )
                        validate {
                            read.pass()
                            spent(Usage(100, 10))
                        }
                    }.collect { seen += it }
                }
                seen shouldContainExactly listOf(1, 2)
                told.single() shouldBeSameInstanceAs thrown
                val failed = thrown as? OutputException ?: thrown.suppressed.single() as OutputException
                failed.attempts.single().validationUsage shouldBe Usage(200, 20)
            }
        }

        test("a check's own exception is its own, though it looks like one of the stream's") {
            for (own in listOf(ApiConnectionException("the judge is down"), ApiTimeoutException("the judge is slow", "idle", 5))) {
                val chat = FakeChatModel(answer("""{"items":[{"street":"A","zip":1}""", "]}"))
                val thrown = shouldThrow<ApiException> {
                    sluice(chat).extractEach<Address> {
                        user("?")
                        validate { throw own }
                    }.collect {}
                }
                (if (thrown === own) thrown else thrown.cause) shouldBeSameInstanceAs own
                thrown.suppressed.toList().shouldBeEmpty()
            }
        }

        test("a second list is no part of the answer, however it is cut: the first is delivered, and the answer is invalid") {
            val first = (1..101).joinToString(",", """{"items":[{"street":"A","zip":0,""", "},7]") { "\"zip\":$it" }
            val json = """$first,"items":[{"street":"C","zip":1},8,9]}"""
            for (cut in (first.indices step 97) + (first.length - 3..json.length)) {
                val events = mutableListOf<ElementEvent<Address>>()
                val thrown = shouldThrow<InvalidOutputException> {
                    sluice(FakeChatModel(answer(json.take(cut), json.drop(cut)))).extractEachDetailed<Address> { user("?") }
                        .collect { events += it }
                }
                events.map { it::class.simpleName } shouldContainExactly listOf("Element", "Rejected")
                (events.first() as ElementEvent.Element).value shouldBe Address("A", 101)
                thrown.violations.single().toString() shouldBe "$: the answer must have the property \"items\" only once"
                thrown.attempts.single().warnings.size shouldBe 100
                thrown.text shouldBe json
            }
        }

        test("keys that stand twice in an element are reported in the story") {
            val finished = sluice(FakeChatModel(answer("""{"items":[{"street":"A","zip":1,"zip":2}],"x":1,"x":2}""")))
                .extractEachDetailed<Address> { user("?") }.toList().last()
            finished.shouldBeInstanceOf<ElementEvent.Finished<Address>>().extraction.run {
                value shouldContainExactly listOf(Address("A", 2))
                attempts.single().warnings.map { it.path.toString() } shouldContainExactly listOf("$.items[0].zip", "$.x")
            }
        }

        test("no list where one was asked for") {
            for (json in listOf("""{"items":{}}""", "{}")) {
                shouldThrow<InvalidOutputException> { sluice(FakeChatModel(answer(json))).extractEach<Int> { user("?") }.toList() }
            }
        }

        test("taking some is enough") {
            sluice(FakeChatModel(answer("""{"items":[1,2,3]}"""))).extractEach<Int> { user("?") }.take(2)
                .toList() shouldContainExactly listOf(1, 2)
        }
    })
