package dev.sluice.openai

import dev.sluice.errors.ApiConnectionException
import dev.sluice.testing.OpenAiChatReply
import dev.sluice.wire.ScriptedAnswer
import dev.sluice.wire.ScriptedExchanges
import dev.sluice.wire.data
import dev.sluice.wire.json
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.toList

class ChatStreamsTest :
    FunSpec({
        fun stream(
            reads: List<String>,
        ): Flow<ChatCompletionChunk> = ChatCompletions(openAiCallsOver(ScriptedExchanges(ScriptedAnswer(reads)))).stream {
            model = "m"
            user("Hello!")
        }

        fun chunks(vararg jsons: String) = stream(jsons.map { data(json(it).toString()) } + data("[DONE]"))

        fun delta(fields: String, index: Int = 0) = """{"choices":[{"index":$index,"delta":{$fields}}]}"""

        suspend fun messageOf(vararg deltas: String) = chunks(
            *deltas.map {
                delta(it)
            }.toTypedArray(),
        ).toCompletion().choices.single().message

        test("a stream makes the completion that the call would have brought without one") {
            val reply = OpenAiChatReply.builder().pieces(3).text("Hello!").toolCall("t1", "f", """{"a":1}""")
                .toolCall("t2", "g", """{"b":2}""").interleaved().usage(3, 4).build()
            val completion = stream(eventsOf(reply)).toCompletion()
            completion.raw shouldBe json(
                """{"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"gpt-test","choices":[{"index":0,"message":
                {"role":"assistant","content":"Hello!","tool_calls":[
                {"id":"t1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}},
                {"id":"t2","type":"function","function":{"name":"g","arguments":"{\"b\":2}"}}]},"finish_reason":"tool_calls"}],
                "usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}""",
            )
            completion.requestId shouldBe "req_1"
            completion.response shouldBe null
        }

        test("several answers are kept apart, in their order") {
            val completion = chunks(
                delta(""""content":"b"""", 1),
                delta(""""content":"a"""", 0),
                delta(""""content":"B"""", 1),
                """{"choices":[{"index":0,"delta":{"content":"A"},"finish_reason":"stop"},{"index":1,"delta":{},"finish_reason":"length"}]}""",
            ).toCompletion()
            completion.choices.map { Triple(it.index, it.message.content, it.finishReason) } shouldBe
                listOf(Triple(0, "aA", "stop"), Triple(1, "bB", "length"))
            completion.text shouldBe "aA"
        }

        test("a refusal, reasoning, a spoken answer and remarks are joined") {
            val message = messageOf(
                """"role":"assistant","content":null,"refusal":"I ","reasoning_content":"Hm","audio":{"id":"a1","data":"QU","transcript":"He"}""",
                """"role":"assistant","refusal":"cannot.","reasoning_content":", no","audio":{"data":"JD","transcript":"llo","expires_at":9}""",
                """"annotations":[{"type":"url_citation","url_citation":{"url":"https://a.test","title":"A","start_index":1,"end_index":2}}]""",
                """"annotations":[{"type":"url_citation","url_citation":{"url":"https://b.test"}}]""",
            )
            listOf(message.role, message.refusal, message.reasoning) shouldBe listOf("assistant", "I cannot.", "Hm, no")
            message.audio!!.run { listOf(id, data, transcript, expiresAt) } shouldBe listOf("a1", "QUJD", "Hello", 9L)
            message.annotations.map { it.url } shouldBe listOf("https://a.test", "https://b.test")
            message.annotations.first().run { listOf(type, title, startIndex, endIndex) } shouldBe listOf("url_citation", "A", 1, 2)
        }

        test("probabilities are joined") {
            fun token(text: String) = """{"token":"$text","logprob":-1,"bytes":[65],"top_logprobs":[{"token":"x","logprob":-2}]}"""
            val choice = chunks(
                """{"choices":[{"index":0,"delta":{"content":"a"},"logprobs":{"content":[${token("a")}],"refusal":null}}]}""",
                """{"choices":[{"index":0,"delta":{"content":"b"},"logprobs":{"content":[${token("b")}],"refusal":null}}]}""",
                """{"choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}]}""",
            ).toCompletion().choices.single()
            choice.logprobs!!.content.map { it.token } shouldBe listOf("a", "b")
            choice.logprobs!!.content.first().run { listOf(logprob, bytes?.toList(), topLogprobs.single().token) } shouldBe
                listOf(-1.0, listOf<Byte>(65), "x")
            choice.logprobs!!.refusal shouldBe emptyList()
        }

        context("tool calls") {
            suspend fun calls(vararg deltas: String) =
                messageOf(*deltas.map { """"tool_calls":[$it]""" }.toTypedArray()).toolCalls.map { listOf(it.id, it.name, it.arguments) }

            test("in turns, by their index") {
                calls(
                    """{"index":1,"id":"b","function":{"name":"g","arguments":""}},{"index":0,"id":"a","function":{"name":"f"}}""",
                    """{"index":0,"function":{"arguments":"{"}},{"index":1,"function":{"arguments":"["}}""",
                    """{"index":1,"function":{"arguments":"]"}},{"index":0,"function":{"arguments":"}"}}""",
                ) shouldBe listOf(listOf("a", "f", "{}"), listOf("b", "g", "[]"))
            }

            test("without an index, one after the other") {
                calls(
                    """{"id":"a","function":{"name":"f","arguments":"{"}}""",
                    """{"function":{"arguments":"}"}}""",
                    """{"id":"b","function":{"name":"g","arguments":"[]"}}""",
                ) shouldBe listOf(listOf("a", "f", "{}"), listOf("b", "g", "[]"))
            }

            test("that all have the same index, told apart by their ids") {
                calls(
                    """{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}},{"index":0,"id":"b","function":{"name":"g","arguments":"["}}""",
                    """{"index":0,"function":{"arguments":"1"}}""",
                    """{"index":0,"id":"b","function":{"arguments":"]"}},{"index":0,"id":"c","function":{"name":"f","arguments":"{}"}}""",
                ) shouldBe listOf(listOf("a", "f", "{}"), listOf("b", "g", "[1]"), listOf("c", "f", "{}"))
            }

            test("that have no index and no id, told apart by their names") {
                calls(
                    """{"function":{"name":"f","arguments":"{}"}}""",
                    """{"function":{"name":"g","arguments":"{"}}""",
                    """{"function":{"name":"g","arguments":"}"}}""",
                    """{"function":{"name":"g","arguments":"{}"}}""",
                ) shouldBe listOf(listOf(null, "f", "{}"), listOf(null, "g", "{}"), listOf(null, "g", "{}"))
            }

            test("that get their index after their first piece") {
                calls(
                    """{"id":"a","function":{"name":"f","arguments":"{"}}""",
                    """{"index":0,"function":{"arguments":"}"}}""",
                    """{"index":1,"id":"b","function":{"name":"g","arguments":"[]"}}""",
                ) shouldBe listOf(listOf("a", "f", "{}"), listOf("b", "g", "[]"))
            }

            test("whose pieces each have another id, as some servers write them") {
                calls(
                    """{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}""",
                    """{"index":0,"id":"x","function":{"arguments":"\"k\":1"}}""",
                    """{"index":0,"id":"y","function":{"name":"","arguments":"}"}}""",
                ) shouldBe listOf(listOf("a", "f", """{"k":1}"""))
            }

            test("whose id and name are said again") {
                calls(
                    """{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":"{"}}""",
                    """{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":"}"}}""",
                ) shouldBe listOf(listOf("a", "f", "{}"))
            }

            test("of custom tools, and with fields that are not known") {
                val (custom, signed) = messageOf(
                    """"tool_calls":[{"index":0,"id":"a","type":"custom","custom":{"name":"g","input":"x"}}]""",
                    """"tool_calls":[{"index":0,"custom":{"input":"y"}}]""",
                    """"tool_calls":[{"index":1,"id":"b","function":{"name":"f","arguments":"{}"},"extra":{"signature":"s"}}]""",
                ).toolCalls
                listOf(custom.type, custom.name, custom.input) shouldBe listOf("custom", "g", "xy")
                signed.raw shouldBe
                    json("""{"id":"b","type":"function","function":{"name":"f","arguments":"{}"},"extra":{"signature":"s"}}""")
            }
        }

        test("what is not known is kept: texts go on, lists grow, what names a thing is said again") {
            val completion = chunks(
                """{"id":"","model":"","x_vendor":1,"choices":[{"index":0,"delta":{"content":"a","thoughts":"He","ids":[1],
                "details":[{"index":0,"type":"t","text":"x"}],"flag":null},"native_finish_reason":null}]}""",
                """{"id":"c1","model":"m-1","x_vendor":2,"obfuscation":"zzz","choices":[{"index":0,"delta":{"thoughts":"llo","ids":[2],
                "details":[{"index":0,"type":"t","text":"y"},{"index":1,"text":"z"}],"flag":true},"native_finish_reason":"END"}]}""",
            ).toCompletion()
            completion.raw shouldBe json(
                """{"id":"c1","model":"m-1","x_vendor":2,"object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant",
                "content":"a","thoughts":"Hello","ids":[1,2],"details":[{"index":0,"type":"t","text":"xy"},{"index":1,"text":"z"}],"flag":true},
                "finish_reason":null,"native_finish_reason":"END"}]}""",
            )
        }

        test("it can be looked at while it grows, and a stream that breaks breaks it") {
            val accumulator = ChatCompletionAccumulator()
            accumulator.toCompletion().choices shouldBe emptyList()
            val texts = ArrayList<String>()
            chunks(delta(""""content":"a""""), delta(""""content":"b"""")).collect {
                accumulator.add(it)
                texts += accumulator.toCompletion().text
            }
            texts shouldBe listOf("a", "ab")
            shouldThrow<ApiConnectionException> { stream(listOf(data(delta(""""content":"a"""")))).toCompletion() }
        }

        test("the text alone") {
            chunks(
                delta(""""role":"assistant","content":"""""),
                delta(""""content":"a""""),
                delta(""""content":"x"""", 1),
                delta(""""content":"b""""),
            )
                .textDeltas().toList() shouldBe listOf("a", "b")
        }

        test("the pieces of tool calls have their index, also where the server leaves it out") {
            chunks(
                delta(""""tool_calls":[{"id":"a","function":{"name":"f","arguments":"{"}}]"""),
                delta(""""tool_calls":[{"function":{"arguments":"}"}}]"""),
                delta(""""tool_calls":[{"id":"b","function":{"name":"g","arguments":"[]"}}]"""),
                delta(""""tool_calls":[{"index":5,"id":"c","function":{"name":"h","arguments":""}}]"""),
                delta(""""tool_calls":[{"index":5,"id":"d","function":{"name":"other","arguments":""}}]""", 1),
            ).toolCallDeltas().toList().map { it.index to it.arguments } shouldBe listOf(0 to "{", 0 to "}", 1 to "[]", 5 to "")
            chunks(
                delta(""""tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}]"""),
                delta(
                    """"tool_calls":[{"index":0,"id":"b","function":{"name":"f","arguments":"["}},{"index":0,"function":{"arguments":"]"}}]""",
                ),
            ).toolCallDeltas().toList().map { it.index to it.arguments } shouldBe listOf(0 to "{}", 1 to "[", 1 to "]")
        }
    })
