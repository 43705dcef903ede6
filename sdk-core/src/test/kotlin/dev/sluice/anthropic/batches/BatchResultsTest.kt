package dev.sluice.anthropic.batches

import dev.sluice.anthropic.anthropicOver
import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiResponseException
import dev.sluice.errors.NotFoundException
import dev.sluice.errors.OverloadedException
import dev.sluice.wire.ScriptedAnswer
import dev.sluice.wire.ScriptedExchanges
import dev.sluice.wire.json
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.toList

class BatchResultsTest :
    FunSpec({
        fun exchanges(vararg reads: String, status: Int = 200, failure: Throwable? = null) =
            ScriptedExchanges(ScriptedAnswer(reads.toList(), status, failure = failure))

        fun results(exchanges: ScriptedExchanges) = MessageBatches(anthropicOver(exchanges)).results("b1")

        fun line(id: String, result: String) = """{"custom_id":"$id","result":$result}"""

        val succeeded = line("a", """{"type":"succeeded","message":{"id":"m1","content":[{"type":"text","text":"Grüße 🚀\u2028"}]}}""")
        val errored = line(
            "b",
            """{"type":"errored","error":{"type":"error","error":{"type":"overloaded_error","message":"Busy"},"request_id":"req_9"}}""",
        )
        val canceled = line("c", """{"type":"canceled"}""")
        val expired = line("d", """{"type":"expired"}""")
        val unknown = line("e", """{"type":"postponed","until":"noon"}""")

        test("every outcome has its type, and what is unknown is kept") {
            val exchanges = exchanges(listOf(succeeded, errored, canceled, expired, unknown, """{"x":1}""").joinToString("\n", "", "\n"))
            val all = results(exchanges).toList()
            all.map { it.customId } shouldBe listOf("a", "b", "c", "d", "e", "")
            all[0].shouldBeInstanceOf<MessageBatchResult.Succeeded>().message.text shouldBe "Grüße 🚀\u2028"
            all[1].shouldBeInstanceOf<MessageBatchResult.Errored>().failure.run {
                listOf(type, message, isRetryable, requestId, status) shouldBe listOf("overloaded_error", "Busy", true, "req_9", 529)
            }
            all[2].shouldBeInstanceOf<MessageBatchResult.Canceled>()
            all[3].shouldBeInstanceOf<MessageBatchResult.Expired>()
            all[4].shouldBeInstanceOf<MessageBatchResult.Unknown>().raw shouldBe json(unknown)
            all[5].shouldBeInstanceOf<MessageBatchResult.Unknown>().type shouldBe null
            exchanges.requests.single().run { listOf(method, url) } shouldBe
                listOf("GET", "https://api.test/v1/v1/messages/batches/b1/results")
        }

        test("a last line without an end, empty lines and carriage returns are all the same") {
            results(exchanges("\r\n$canceled\r\n\n", expired)).toList().map { it.customId } shouldBe listOf("c", "d")
            results(exchanges()).toList() shouldBe emptyList()
        }

        test("a result comes as soon as its line is there") {
            val exchanges = exchanges("$canceled\n", "$expired\n", failure = AssertionError("read too far"))
            results(exchanges).first().customId shouldBe "c"
            exchanges.exchanges.single().response.readCount shouldBe 1
        }

        test("a line that is no JSON object, or that is an error, ends it after the results before it") {
            suspend fun seenBefore(bad: String): Pair<List<String>, Throwable> {
                val seen = ArrayList<String>()
                val thrown = shouldThrow<Exception> { results(exchanges("$canceled\n$bad\n$expired\n")).collect { seen += it.customId } }
                return seen to thrown
            }
            for (bad in listOf("oops{", "[1]", "null")) {
                val (seen, thrown) = seenBefore(bad)
                seen shouldBe listOf("c")
                thrown.shouldBeInstanceOf<ApiResponseException>().message shouldContain bad
            }
            seenBefore("""{"type":"error","error":{"type":"overloaded_error","message":"Busy"}}""").run {
                first shouldBe listOf("c")
                second.shouldBeInstanceOf<OverloadedException>()
            }
        }

        test("a download that breaks off fails, within a line and between two") {
            shouldThrow<ApiConnectionException> { results(exchanges("$canceled\n", expired.dropLast(1))).toList() }
                .message!! shouldContain "middle of a line"
            val reset = ApiConnectionException("reset")
            shouldThrow<ApiConnectionException> { results(exchanges("$canceled\n", failure = reset)).toList() }.message shouldBe "reset"
        }

        test("a batch that has not ended is the server's error") {
            val body = """{"type":"error","error":{"type":"not_found_error","message":"No results yet"}}"""
            shouldThrow<NotFoundException> { results(exchanges(body, status = 404)).toList() }.message!! shouldContain "No results yet"
        }
    })
