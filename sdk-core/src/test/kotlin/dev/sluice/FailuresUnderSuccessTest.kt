package dev.sluice

import dev.sluice.errors.ApiException
import dev.sluice.errors.ApiResponseException
import dev.sluice.errors.ApiStatusException
import dev.sluice.limits.RetryPolicy
import dev.sluice.testing.Answer
import dev.sluice.testing.ScriptedServer
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withTimeout

/** Answers under status 200 that are none: they end in an error with the server's own words, never in an empty result. */
class FailuresUnderSuccessTest :
    FunSpec({
        suspend fun <C : AutoCloseable> failure(
            answer: Answer,
            connect: (url: String) -> C,
            call: suspend C.() -> Unit,
        ): ApiException = ScriptedServer.start().use { server ->
            server.enqueue(answer)
            connect(server.url).use { client -> withTimeout(SAFETY_MILLIS) { shouldThrow<ApiException> { client.call() } } }
        }

        fun openai(url: String) = OpenAI { apiKey("sk-secret").baseUrl("$url/v1").retries(RetryPolicy.NEVER) }

        fun anthropic(url: String) = Anthropic { apiKey("sk-secret").baseUrl(url).retries(RetryPolicy.NEVER) }

        fun gemini(url: String) = Gemini { apiKey("sk-secret").baseUrl(url).retries(RetryPolicy.NEVER) }

        val complete: suspend OpenAI.() -> Unit = { chat.completions.create { model("m").user("?") } }
        val completeStream: suspend OpenAI.() -> Unit = { chat.completions.stream { model("m").user("?") }.toList() }
        val respond: suspend OpenAI.() -> Unit = { responses.create { model("m").user("?") } }
        val embed: suspend OpenAI.() -> Unit = { embeddings.create { model("m").text("?") } }
        val moderate: suspend OpenAI.() -> Unit = { moderations.create { text("?") } }
        val files: suspend OpenAI.() -> Unit = { files.list().toList() }
        val ask: suspend Anthropic.() -> Unit = { messages.create { model("m").maxTokens(9).user("?") } }
        val askStream: suspend Anthropic.() -> Unit = { messages.stream { model("m").maxTokens(9).user("?") }.toList() }
        val count: suspend Anthropic.() -> Unit = { messages.countTokens { model("m").user("?") } }
        val batches: suspend Anthropic.() -> Unit = { messages.batches.list().toList() }
        val generate: suspend Gemini.() -> Unit = { models.generateContent { model("m").user("?") } }
        val generateStream: suspend Gemini.() -> Unit = { models.generateContentStream { model("m").user("?") }.toList() }
        val geminiModels: suspend Gemini.() -> Unit = { models.list().toList() }

        val told = """{"error":"the model is asleep"}"""

        fun ApiException.tellsIt() {
            message shouldContain "the model is asleep"
            (this as ApiStatusException).body shouldContain "asleep"
        }

        test("an error that is a mere string") {
            for (call in listOf(complete, respond, embed, moderate, files)) failure(Answer.json(told), ::openai, call).tellsIt()
            for (call in listOf(ask, count, batches)) failure(Answer.json(told), ::anthropic, call).tellsIt()
            for (call in listOf(generate, geminiModels)) failure(Answer.json(told), ::gemini, call).tellsIt()
        }

        test("the same in a stream") {
            val stream = Answer.sse().event(told).build()
            failure(stream, ::openai, completeStream).tellsIt()
            failure(stream, ::anthropic, askStream).tellsIt()
            failure(stream, ::gemini, generateStream).tellsIt()
        }

        test("an error beside half an answer") {
            failure(Answer.json("""{"choices":[],"error":"the model is asleep"}"""), ::openai, complete).tellsIt()
            failure(Answer.json("""{"type":"message","content":[],"error":"the model is asleep"}"""), ::anthropic, ask).tellsIt()
            failure(Answer.json("""{"candidates":[],"error":"the model is asleep"}"""), ::gemini, generate).tellsIt()
        }

        test("an object that calls itself an error") {
            val error = Answer.json("""{"object":"error","message":"the model is asleep","type":"rate_limit_error","code":null}""")
            for (call in listOf(complete, respond, files)) {
                failure(error, ::openai, call).tellsIt()
            }
            failure(
                Answer.sse().event("""{"object":"error","message":"the model is asleep"}""").build(),
                ::openai,
                completeStream,
            ).tellsIt()
        }

        test("an object without what makes it an answer") {
            for ((call, field) in listOf(
                complete to "choices",
                respond to "output",
                embed to "data",
                moderate to "results",
                files to "data",
            )) {
                failure(Answer.json("""{"hello":"there"}"""), ::openai, call).run {
                    message shouldContain "no $field"
                    (this as ApiResponseException).run { listOf(status, body) shouldBe listOf(200, """{"hello":"there"}""") }
                }
            }
            for ((call, field) in listOf(ask to "content", count to "input_tokens", batches to "data")) {
                failure(Answer.json("""{"hello":"there"}"""), ::anthropic, call).message shouldContain "no $field"
            }
            failure(Answer.json("""{"hello":"there"}"""), ::gemini, generate).message shouldContain "no candidates"
        }
    }) {
    private companion object {
        const val SAFETY_MILLIS = 20_000L
    }
}
