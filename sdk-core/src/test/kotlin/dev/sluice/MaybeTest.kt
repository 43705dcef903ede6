package dev.sluice

import dev.sluice.extraction.FakeChatModel
import dev.sluice.extraction.FieldState
import dev.sluice.extraction.InvalidOutputException
import dev.sluice.extraction.answer
import dev.sluice.schema.outputType
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.toList
import kotlinx.serialization.Serializable

internal class MaybeTest :
    FunSpec({
        val some = """{"value":{"title":"Cook"},"reason":null}"""
        val none = """{"value":null,"reason":"no job is offered"}"""

        fun sluice(vararg answers: String) = Sluice(FakeChatModel(*answers.map { answer(it) }.toTypedArray())) { model = "m" }

        test("a value, or the reason why there is none") {
            sluice(some).extract<Maybe<Job>> { user("?") } shouldBe Maybe.of(Job("Cook"))
            sluice(none).extract<Maybe<Job>> { user("?") } shouldBe Maybe.none("no job is offered")
            sluice("""{"value":{"title":"Cook"}}""").extract<Maybe<Job>> { user("?") }.value shouldBe Job("Cook")
            sluice("""{"value":{"title":"Cook"},"reason":""}""").extract<Maybe<Job>> { user("?") }.value shouldBe Job("Cook")
            sluice("""{"value":7}""").extract<Maybe<Int>> { user("?") } shouldBe Maybe.of(7)
        }

        test("a value counts, also with a reason beside it") {
            sluice("""{"value":{"title":"Cook"},"reason":"found in line 3"}""").extract<Maybe<Job>> { user("?") }.run {
                value shouldBe Job("Cook")
                reason shouldBe "found in line 3"
                toString() shouldBe "Maybe(Job(title=Cook))"
            }
        }

        test("neither is a violation that says so") {
            shouldThrow<InvalidOutputException> {
                sluice("""{"value":null,"reason":" "}""").extract<Maybe<Job>> {
                    user("?")
                    attempts = 1
                }
            }.violations.single().toString() shouldBe "$: has neither a value nor the reason why there is none; give one of the two"
        }

        test("it shows as it grows, and in a list one by one") {
            val partials = sluice(some).extractPartial<Maybe<Job>> { user("?") }.toList()
            partials.last().at(Maybe<Job>::value)[Job::title] shouldBe "Cook"
            partials.last().state(Maybe<Job>::reason) shouldBe FieldState.COMPLETE
            partials.map { it.at(Maybe<Job>::value)[Job::title] } shouldContain "Cook"
            sluice("""{"items":[$some,$none]}""").extractEach<Maybe<Job>> { user("?") }.toList() shouldBe
                listOf(Maybe.of(Job("Cook")), Maybe.none("no job is offered"))
            sluice("""{"jobs":[$some,$none]}""").extract<Jobs> { user("?") } shouldBe
                Jobs(listOf(Maybe.of(Job("Cook")), Maybe.none("no job is offered")))
        }

        test("the model reads what the two are for") {
            outputType<Maybe<Job>>().schema.toString() shouldBe
                """{"type":"object","description":"${Maybe.MEANING}","properties":{"value":{"anyOf":[{"type":"object",""" +
                """"properties":{"title":{"type":"string"}},"required":["title"]},{"type":"null"}]},""" +
                """"reason":{"description":"${Maybe.REASON}","anyOf":[{"type":"string"},{"type":"null"}]}},"required":["value","reason"]}"""
            outputType<Maybe<Job>>().name shouldBe "Maybe"
        }
    }) {
    @Serializable
    data class Job(val title: String)

    @Serializable
    data class Jobs(val jobs: List<Maybe<Job>>)
}
