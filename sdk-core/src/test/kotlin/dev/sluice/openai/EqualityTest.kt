package dev.sluice.openai

import dev.sluice.wire.ScriptedExchanges
import dev.sluice.wire.data
import dev.sluice.wire.events
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import kotlinx.coroutines.flow.toList

/** What is a view of JSON is equal where the JSON is, in all its parts. */
class EqualityTest :
    FunSpec({
        fun body(
            name: String,
        ) = """{"choices":[{"index":0,"message":{"content":"Hi","tool_calls":[{"id":"t1","function":{"name":"$name"}}]}}],
            "usage":{"prompt_tokens":1}}"""

        suspend fun completion(name: String) =
            ChatCompletions(openAiCallsOver(ScriptedExchanges(events(body(name))))).create { model("m").user("?") }

        test("a completion and all its parts") {
            val (one, same, other) = listOf(completion("f"), completion("f"), completion("g"))
            listOf(one, one.choices, one.choices[0].message, one.choices[0].message.toolCalls, one.usage) shouldBe
                listOf(same, same.choices, same.choices[0].message, same.choices[0].message.toolCalls, same.usage)
            one.choices.hashCode() shouldBe same.choices.hashCode()
            one.choices[0].message.toolCalls shouldNotBe other.choices[0].message.toolCalls
        }

        test("a chunk and all its parts") {
            suspend fun chunk(name: String) = ChatCompletions(
                openAiCallsOver(
                    ScriptedExchanges(
                        events(
                            data(
                                """{"choices":[{"delta":{"tool_calls":[{"id":"$name"}]},"finish_reason":"stop"}],"usage":{"total_tokens":1}}""",
                            ),
                        ),
                    ),
                ),
            ).stream { model("m").user("?") }.toList().single()
            val (one, same, other) = listOf(chunk("f"), chunk("f"), chunk("g"))
            listOf(one, one.choices, one.choices[0].delta, one.choices[0].delta.toolCalls, one.usage) shouldBe
                listOf(same, same.choices, same.choices[0].delta, same.choices[0].delta.toolCalls, same.usage)
            one shouldNotBe other
            one.choices shouldNotBe other.choices
        }
    })
