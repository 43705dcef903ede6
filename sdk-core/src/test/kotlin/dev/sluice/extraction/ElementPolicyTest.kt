package dev.sluice.extraction

import dev.sluice.Sluice
import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiFailure
import dev.sluice.errors.OverloadedException
import dev.sluice.errors.SluiceException
import dev.sluice.model.FinishReason
import dev.sluice.model.ModelEvent
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.flow.FlowCollector
import kotlinx.coroutines.flow.toList

/** What becomes of the bad elements of a list that is handed out one by one. */
internal class ElementPolicyTest :
    FunSpec({
        val mixed = """{"items":[{"street":"A","zip":1},{"street":"B","zip":"x"},{"street":"C","zip":3},{"street":4,"zip":4}]}"""
        val b = """{"street":"B","zip":2}"""
        val d = """{"street":"D","zip":4}"""
        val all = listOf(Address("A", 1), Address("B", 2), Address("C", 3), Address("D", 4))

        fun sluice(chat: FakeChatModel, configure: Sluice.Builder.() -> Unit = {}) = Sluice(chat) {
            model = "m"
            configure()
        }

        fun List<ElementEvent<*>>.told() = map {
            when (it) {
                is ElementEvent.Element -> "${it.index}"
                is ElementEvent.Rejected -> "-${it.index}"
                is ElementEvent.Finished -> "end"
            }
        }

        test("the bad ones are asked for again, only they, and come at their place") {
            val chat = FakeChatModel(answer(mixed), answer("""{"items":[$b,$d]}"""))
            val events = sluice(chat).extractEachDetailed<Address> { user("?") }.toList()
            events.told() shouldContainExactly listOf("0", "2", "1", "3", "end")
            events.last().shouldBeInstanceOf<ElementEvent.Finished<Address>>().extraction.run {
                value shouldContainExactly all
                attempts.map { it.violations.size } shouldContainExactly listOf(2, 0)
                usage.totalTokens shouldBe 20
            }
            chat.requests[1].rejections.single().run {
                reply.text shouldBe mixed
                errors shouldContain
                    "2 elements of your answer are not valid:\n- $[1].zip: must be a whole number, not a string (was: \"x\")"
                errors shouldContain "only these elements, corrected, in this order: 1, 3."
            }
        }

        test("a model that gives the whole list again is understood") {
            val whole = """{"items":[{"street":"no","zip":1},$b,{"street":"no","zip":3},$d]}"""
            sluice(FakeChatModel(answer(mixed), answer(whole))).extractEach<Address> { user("?") }.toList() shouldContainExactly
                listOf(all[0], all[2], all[1], all[3])
        }

        test("what is mended stays mended, and the rest is asked for once more") {
            val chat = FakeChatModel(answer(mixed), answer("""{"items":[$b,{"street":4,"zip":4}]}"""), answer("""{"items":[$d]}"""))
            sluice(chat).extractEachDetailed<Address> { user("?") }.toList().told() shouldContainExactly listOf("0", "2", "1", "3", "end")
            chat.requests[2].rejections.last().errors shouldContain "1 element of your answer is not valid:\n- $[3].street"
        }

        test("too few, too many or no list is no correction, and is told so") {
            for (wrong in listOf("""{"items":[$b]}""", """{"items":[$b,$b,$b]}""", """{"items":"B"}""", "sorry")) {
                val chat = FakeChatModel(answer(mixed), answer(wrong), answer("""{"items":[$b,$d]}"""))
                sluice(chat).extractEach<Address> { user("?") }.toList().size shouldBe 4
                chat.requests[2].rejections.last().errors shouldContain "in this order: 1, 3."
            }
        }

        test("never mended: the plain flow gives the good ones and fails at the end, the detailed one reports") {
            fun never() = FakeChatModel(answer(mixed), answer("""{"items":[1,2]}"""), answer("""{"items":[1,2]}"""))
            val seen = mutableListOf<Address>()
            val thrown = shouldThrow<InvalidOutputException> { sluice(never()).extractEach<Address> { user("?") }.collect { seen += it } }
            seen shouldContainExactly listOf(all[0], all[2])
            thrown.attempts.size shouldBe 3
            thrown.violations.map { it.path.toString() } shouldContainExactly listOf("$[1]", "$[3]")

            sluice(never()).extractEachDetailed<Address> { user("?") }.toList().told() shouldContainExactly
                listOf("0", "2", "-1", "-3", "end")
        }

        test("nothing good in it: the whole is asked for again") {
            val chat = FakeChatModel(answer("""{"items":[1]}"""), answer("""{"items":[$b]}"""))
            sluice(chat).extractEach<Address> { user("?") }.toList() shouldContainExactly listOf(all[1])
            chat.requests[1].rejections.single().errors shouldContain "There is 1 error in your answer"
        }

        test("no list at all: asked for again as long as nothing was handed out") {
            for (wrong in listOf("Sure!", "{}", """{"items":7}""", "", """{"items":[""")) {
                val chat = FakeChatModel(answer(wrong), answer("""{"items":[$b]}"""))
                sluice(chat).extractEach<Address> { user("?") }.toList() shouldContainExactly listOf(all[1])
            }
            val chat = FakeChatModel(answer("""{"items":[$b,"""))
            shouldThrow<IncompleteOutputException> { sluice(chat).extractEach<Address> { user("?") }.toList() }
            chat.requests.size shouldBe 1
        }

        test("skipped, they are reported where it is asked for") {
            fun skipping(chat: FakeChatModel) = sluice(chat) { invalidElements = ElementPolicy.SKIP }
            skipping(FakeChatModel(answer(mixed))).extractEach<Address> { user("?") }.toList() shouldContainExactly listOf(all[0], all[2])
            skipping(FakeChatModel(answer(mixed))).extractEachDetailed<Address> { user("?") }.toList().told() shouldContainExactly
                listOf("0", "-1", "2", "-3", "end")
        }

        test("failing, the first ends both flows") {
            fun failing() = sluice(FakeChatModel(answer(mixed))) { invalidElements = ElementPolicy.FAIL }
            shouldThrow<InvalidOutputException> { failing().extractEach<Address> { user("?") }.toList() }
            val events = mutableListOf<ElementEvent<Address>>()
            shouldThrow<InvalidOutputException> { failing().extractEachDetailed<Address> { user("?") }.collect { events += it } }
                .attempts.single().violations.size shouldBe 1
            events.told() shouldContainExactly listOf("0")
        }

        test("a budget without room for another attempt leaves them rejected") {
            sluice(FakeChatModel(answer(mixed))) { tokenBudget = 15 }.extractEachDetailed<Address> { user("?") }.toList()
                .told() shouldContainExactly listOf("0", "2", "-1", "-3", "end")
        }

        test("a call that fails, or an answer that is cut, while they are mended, fails the flow with all that was") {
            shouldThrow<ApiConnectionException> {
                sluice(FakeChatModel(answer(mixed), { throw ApiConnectionException("gone") })).extractEach<Address> { user("?") }.toList()
            }.suppressed.single().shouldBeInstanceOf<InvalidOutputException>().attempts.single().text shouldBe mixed
            shouldThrow<TruncatedOutputException> {
                sluice(FakeChatModel(answer(mixed), answer("""{"items":[""", finish = FinishReason.LENGTH))).extractEach<Address> {
                    user("?")
                }
                    .toList()
            }.attempts.size shouldBe 2
        }

        test("whatever ends the correction of a list that was read, each element is accounted for before that is thrown") {
            val ends = listOf(
                broken { throw ApiConnectionException("gone") } to IncompleteOutputException::class,
                broken("{\"items\":[$b,") { throw ApiConnectionException("gone") } to IncompleteOutputException::class,
                broken("{\"items\":[") { throw OverloadedException(ApiFailure(200, message = "busy")) } to OverloadedException::class,
                broken("{\"items\":[$b,$d]}") { } to IncompleteOutputException::class,
                answer("{\"items\":[$b,", finish = FinishReason.LENGTH) to TruncatedOutputException::class,
                answer("", finish = FinishReason.REFUSAL, refusal = "no") to RefusedOutputException::class,
            ) + listOf<suspend FlowCollector<ModelEvent>.() -> Unit>({ throw ApiConnectionException("gone") })
                .map { it to ApiConnectionException::class }
            for ((end, kind) in ends) {
                val events = mutableListOf<ElementEvent<Address>>()
                val detailed = shouldThrow<SluiceException> {
                    sluice(FakeChatModel(answer(mixed), end)).extractEachDetailed<Address> { user("?") }.collect { events += it }
                }
                detailed::class shouldBe kind
                events.told() shouldContainExactly listOf("0", "2", "-1", "-3")
                events.filterIsInstance<ElementEvent.Rejected>().map { it.raw } shouldContainExactly
                    listOf("{\"street\":\"B\",\"zip\":\"x\"}", "{\"street\":4,\"zip\":4}")

                val seen = mutableListOf<Address>()
                val plain = shouldThrow<SluiceException> {
                    sluice(FakeChatModel(answer(mixed), end)).extractEach<Address> { user("?") }.collect { seen += it }
                }
                plain::class shouldBe kind
                seen shouldContainExactly listOf(all[0], all[2])
                val first = (plain as? OutputException ?: plain.suppressed.first() as OutputException).attempts.first()
                first.violations.map { it.path.toString() } shouldContainExactly listOf("$[1].zip", "$[3].street")
            }
        }

        test("a check that throws at a correction loses none either") {
            val events = mutableListOf<ElementEvent<Address>>()
            shouldThrow<UnsupportedOperationException> {
                sluice(FakeChatModel(answer(mixed), answer("""{"items":[$b,$d]}"""))).extractEachDetailed<Address> {
                    user("?")
                    validate { if (it.street == "B") throw UnsupportedOperationException("not for B") }
                }.collect { events += it }
            }
            events.told() shouldContainExactly listOf("0", "2", "-1", "-3")
        }

        test("of very many bad ones each is told of, fifty at a time, and the rest afterwards") {
            fun item(n: Int) = "{\"street\":\"S$n\",\"zip\":$n}"
            fun bad(n: Int) = "{\"street\":$n,\"zip\":\"x\"}"
            fun items(elements: List<String>) = answer("{\"items\":[${elements.joinToString()}]}")
            val list = (0..120).map { if (it == 60) item(it) else bad(it) }
            // Of the first fifty one stays bad: it waits behind those that have not been asked for.
            val chat = FakeChatModel(
                items(list),
                items((0..49).map { if (it == 7) bad(it) else item(it) }),
                items((50..100).filter { it != 60 }.map(::item)),
                items((listOf(7) + (101..120)).map(::item)),
            )
            val told = sluice(chat) { attempts = 4 }.extractEachDetailed<Address> { user("?") }.toList().told()
            told shouldContainExactly (listOf(60) + ((0..49) - 7) + ((50..100) - 60) + 7 + (101..120)).map { "$it" } + "end"
            val errors = chat.requests.drop(1).map { it.rejections.last().errors }
            errors.map { it.lineSequence().first() } shouldContainExactly listOf(
                "50 elements of your answer are not valid:",
                "50 elements of your answer are not valid:",
                "21 elements of your answer are not valid:",
            )
            for ((said, asked) in errors.zip(listOf((0..49).toList(), (50..100) - 60, listOf(7) + (101..120)))) {
                for (index in asked) said.lines().count { it.startsWith("- $[$index].") } shouldBe 1
                said shouldContain "- and ${asked.size} more"
                said shouldContain "in this order: ${asked.joinToString()}."
            }
            errors[0] shouldContain "also the 70 that you will be asked for afterwards"
            errors[2] shouldContain "All others are accepted"

            // The whole list once more mends all of it, also what was not asked for.
            val whole = FakeChatModel(items(list), items((0..120).map(::item)))
            sluice(whole).extractEach<Address> { user("?") }.toList().size shouldBe 121
            // And when the attempts are spent, what was never asked for is accounted for.
            val spent = FakeChatModel(items(list), items((0..49).map(::item)))
            sluice(spent) { attempts = 2 }.extractEachDetailed<Address> { user("?") }.toList().told().count { it.startsWith("-") } shouldBe
                70
        }

        test("the message of very many errors can be read, and the list is whole") {
            val thrown = shouldThrow<InvalidOutputException> {
                sluice(FakeChatModel(answer("""{"value":[${"7,".repeat(500)}$b]}"""))) { attempts = 1 }.extract<List<Address>> { user("?") }
            }
            (thrown.message!!.length < 3_000) shouldBe true
        }

        test("the caller's checks count for elements, first and corrected") {
            val chat = FakeChatModel(answer("""{"items":[$b,$d]}"""), answer("""{"items":[{"street":"E","zip":4}]}"""))
            sluice(chat).extractEach<Address> {
                user("?")
                validate { if (it.street == "D") reject(Address::street, "is taken") }
            }.toList() shouldContainExactly listOf(all[1], Address("E", 4))
            chat.requests[1].rejections.single().errors shouldContain "$[1].street: is taken"
        }
    })
