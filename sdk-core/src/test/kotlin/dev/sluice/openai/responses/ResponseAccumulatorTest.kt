package dev.sluice.openai.responses

import dev.sluice.errors.ApiConnectionException
import dev.sluice.openai.eventsOf
import dev.sluice.openai.openAiCallsOver
import dev.sluice.testing.OpenAiResponsesReply
import dev.sluice.wire.ScriptedAnswer
import dev.sluice.wire.ScriptedExchanges
import dev.sluice.wire.array
import dev.sluice.wire.data
import dev.sluice.wire.events
import dev.sluice.wire.json
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.toList
import kotlinx.serialization.json.JsonObject

class ResponseAccumulatorTest :
    FunSpec({
        fun stream(
            reads: List<String>,
        ): Flow<ResponseStreamEvent> = Responses(openAiCallsOver(ScriptedExchanges(ScriptedAnswer(reads)))).stream {
            model = "m"
            user("Hello!")
        }

        suspend fun whole(reply: OpenAiResponsesReply) =
            Responses(
                openAiCallsOver(ScriptedExchanges(events(eventsOf(reply).last().substringAfter("\"response\":").trim().dropLast(1)))),
            ).create {
                model = "m"
                user("Hello!")
            }

        fun reply(options: OpenAiResponsesReply.Builder.() -> Unit = {}) = OpenAiResponsesReply.builder().pieces(2)
            .reasoning("Let me think.").text("Hello!").functionCall("c1", "f", """{"a":1}""").functionCall("c2", "g", """{"b":2}""")
            .apply(options).build()

        // The end says nothing of the response, so that all comes from the pieces.
        suspend fun accumulated(
            vararg jsons: String,
        ): Response = stream(jsons.map(::data) + data("""{"type":"response.completed"}""")).toResponse()

        test("a stream makes the response that the call would have brought without one") {
            val response = stream(eventsOf(reply())).toResponse()
            response shouldBe whole(reply())
            response.requestId shouldBe "req_1"
            response.outputText shouldBe "Hello!"
            response.functionCalls.map { it.callId to it.arguments } shouldBe listOf("c1" to """{"a":1}""", "c2" to """{"b":2}""")
            response.usage!!.totalTokens shouldBe 30
        }

        test("the output is made of the pieces where the end does not repeat it") {
            stream(eventsOf(reply { omit("output") })).toResponse().raw shouldBe whole(reply()).raw
        }

        test("and where no item says at its end what it holds, or where it stands") {
            val expected = whole(reply())
            for (options in listOf<OpenAiResponsesReply.Builder.() -> Unit>({ omit("output") }, {
                omit("output")
                withoutPlaces()
            })) {
                val events = stream(eventsOf(reply(options))).filter {
                    it !is ResponseStreamEvent.OutputItemDone &&
                        it !is ResponseStreamEvent.Done
                }
                val response = events.filter { it !is ResponseStreamEvent.ContentPartDone }.toResponse()
                response.outputText shouldBe expected.outputText
                response.functionCalls.map { it.name to it.arguments } shouldBe expected.functionCalls.map { it.name to it.arguments }
                response.output.filterIsInstance<ResponseItem.Reasoning>().single().summary shouldBe listOf("Let me think.")
            }
        }

        test("it can be looked at while it grows") {
            val accumulator = ResponseAccumulator()
            accumulator.toResponse().output shouldBe emptyList()
            val texts = LinkedHashSet<String>()
            stream(eventsOf(OpenAiResponsesReply.builder().textPieces("a", "b", "c").build())).collect {
                accumulator.add(it)
                texts += accumulator.toResponse().outputText
            }
            texts.toList() shouldBe listOf("", "a", "ab", "abc")
            accumulator.toResponse().isFinished shouldBe true
        }

        test("a stream that broke goes on in the same accumulator") {
            val all = eventsOf(reply())
            val expected = whole(reply())
            for (cut in 1 until all.size) {
                val accumulator = ResponseAccumulator()
                var last: Long? = null
                shouldThrow<ApiConnectionException> {
                    stream(all.take(cut)).collect {
                        accumulator.add(it)
                        last = it.sequenceNumber
                    }
                }
                last shouldBe cut - 1L
                stream(all.drop(cut)).collect(accumulator::add)
                accumulator.toResponse().output shouldBe expected.output
            }
        }

        context("servers that say little") {
            test("text without any item") {
                val response = accumulated(
                    """{"type":"response.output_text.delta","delta":"Hel"}""",
                    """{"type":"response.output_text.delta","delta":"lo"}""",
                )
                response.raw shouldBe json(
                    """{"status":"completed","output":
                    [{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Hello"}]}]}""",
                )
            }

            test("text that comes whole, or is said again at its end") {
                accumulated("""{"type":"response.output_text.done","text":"Hello"}""").outputText shouldBe "Hello"
                accumulated(
                    """{"type":"response.output_text.delta","delta":"Hel"}""",
                    """{"type":"response.output_text.done","text":"Hello"}""",
                ).outputText shouldBe "Hello"
                accumulated(
                    """{"type":"response.output_text.delta","delta":"Hello"}""",
                    """{"type":"response.output_text.done","text":""}""",
                ).outputText shouldBe "Hello"
            }

            test("items without places, one after the other") {
                val response = accumulated(
                    """{"type":"response.output_item.added","item":{"type":"function_call","call_id":"a","name":"f","arguments":""}}""",
                    """{"type":"response.function_call_arguments.delta","delta":"{}"}""",
                    """{"type":"response.output_item.added","item":{"type":"function_call","call_id":"b","name":"g","arguments":""}}""",
                    """{"type":"response.function_call_arguments.delta","delta":"[]"}""",
                    """{"type":"response.output_text.delta","delta":"Hi"}""",
                )
                response.functionCalls.map { listOf(it.callId, it.name, it.arguments) } shouldBe
                    listOf(listOf("a", "f", "{}"), listOf("b", "g", "[]"))
                response.outputText shouldBe "Hi"
            }

            test("items by their ids alone, in turns") {
                val response = accumulated(
                    """{"type":"response.output_item.added","item":{"type":"function_call","id":"1","name":"f"}}""",
                    """{"type":"response.output_item.added","item":{"type":"function_call","id":"2","name":"g"}}""",
                    """{"type":"response.function_call_arguments.delta","item_id":"1","delta":"{"}""",
                    """{"type":"response.function_call_arguments.delta","item_id":"2","delta":"["}""",
                    """{"type":"response.function_call_arguments.delta","item_id":"1","delta":"}"}""",
                    """{"type":"response.function_call_arguments.delta","item_id":"2","delta":"]"}""",
                )
                response.functionCalls.map { it.arguments } shouldBe listOf("{}", "[]")
            }

            test("items by their places alone, in turns, and out of order") {
                val response = accumulated(
                    """{"type":"response.function_call_arguments.delta","output_index":1,"delta":"["}""",
                    """{"type":"response.function_call_arguments.delta","output_index":0,"delta":"{"}""",
                    """{"type":"response.output_item.added","output_index":0,"item":{"type":"function_call","id":"1","name":"f"}}""",
                    """{"type":"response.function_call_arguments.delta","output_index":1,"delta":"]"}""",
                    """{"type":"response.function_call_arguments.done","output_index":0,"name":"x","arguments":"{}"}""",
                    """{"type":"response.function_call_arguments.done","output_index":1,"name":"g","arguments":"[]"}""",
                )
                response.functionCalls.map { it.name to it.arguments } shouldBe listOf("f" to "{}", "g" to "[]")
            }

            test("every item at the first place") {
                val response = accumulated(
                    """{"type":"response.output_item.added","output_index":0,"item":{"type":"reasoning","id":"1"}}""",
                    """{"type":"response.output_item.done","output_index":0,"item":{"type":"reasoning","id":"1"}}""",
                    """{"type":"response.output_item.added","output_index":0,"item":{"type":"message","id":"2","role":"assistant"}}""",
                    """{"type":"response.output_text.delta","output_index":0,"item_id":"2","delta":"Hi"}""",
                )
                response.output.map { it.type } shouldBe listOf("reasoning", "message")
                response.outputText shouldBe "Hi"
            }

            test("another id in every event") {
                val response = accumulated(
                    """{"type":"response.output_item.added","output_index":0,"item":{"type":"message","id":"a","role":"assistant"}}""",
                    """{"type":"response.output_text.delta","output_index":0,"item_id":"b","delta":"Hi"}""",
                    """{"type":"response.output_item.done","output_index":0,"item":{"type":"message","id":"c","role":"assistant"}}""",
                )
                response.output.size shouldBe 1
                response.outputText shouldBe "Hi"
            }

            test("items only at their end") {
                accumulated(
                    """{"type":"response.output_item.done","item":{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Hi"}]}}""",
                    """{"type":"response.output_item.done","item":{"type":"web_search_call","id":"ws"}}""",
                ).output.map { it.type } shouldBe listOf("message", "web_search_call")
            }

            test("the opening says what the end leaves out") {
                accumulated("""{"type":"response.created","response":{"id":"r1","model":"m-1","status":"in_progress"}}""").run {
                    listOf(id, model, status) shouldBe listOf("r1", "m-1", "completed")
                }
            }
        }

        test("a message keeps its parts apart, with remarks and probabilities") {
            val place = """"output_index":0,"item_id":"m""""
            val response = accumulated(
                """{"type":"response.output_item.added","output_index":0,"item":{"type":"message","id":"m","role":"assistant","content":[]}}""",
                """{"type":"response.content_part.added",$place,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}""",
                """{"type":"response.output_text.delta",$place,"content_index":0,"delta":"A","logprobs":[{"token":"A","logprob":-1}]}""",
                """{"type":"response.output_text.annotation.added",$place,"content_index":0,"annotation":{"type":"file_path","file_id":"f"}}""",
                """{"type":"response.refusal.delta",$place,"content_index":1,"delta":"N"}""",
                """{"type":"response.refusal.delta",$place,"content_index":1,"delta":"o"}""",
                """{"type":"response.output_text.delta",$place,"content_index":0,"delta":"B","logprobs":[{"token":"B","logprob":-2}]}""",
            )
            val message = response.output.single() as ResponseItem.Message
            message.refusal shouldBe "No"
            val text = message.content.first() as ResponseContent.Text
            text.text shouldBe "AB"
            text.annotations.single().fileId shouldBe "f"
            text.logprobs.map { it.token } shouldBe listOf("A", "B")
        }

        test("a refusal after text without places is a part of its own") {
            val message = accumulated(
                """{"type":"response.output_text.delta","delta":"A"}""",
                """{"type":"response.refusal.delta","delta":"No"}""",
            ).output.single() as ResponseItem.Message
            listOf(message.text, message.refusal) shouldBe listOf("A", "No")
        }

        test("reasoning, its summary and a custom tool's input") {
            val response = accumulated(
                """{"type":"response.content_part.added","part":{"type":"reasoning_text","text":""}}""",
                """{"type":"response.reasoning_text.delta","content_index":0,"delta":"Hm"}""",
                """{"type":"response.reasoning_summary_text.delta","summary_index":0,"delta":"a"}""",
                """{"type":"response.reasoning_summary_text.delta","summary_index":1,"delta":"b"}""",
                """{"type":"response.custom_tool_call_input.delta","delta":"x"}""",
                """{"type":"response.custom_tool_call_input.done","input":"xy"}""",
            )
            val reasoning = response.output.first() as ResponseItem.Reasoning
            listOf(reasoning.content, reasoning.summary) shouldBe listOf(listOf("Hm"), listOf("a", "b"))
            (response.output.last() as ResponseItem.CustomToolCall).input shouldBe "xy"
        }

        test("what is not known stays") {
            val response = accumulated(
                """{"type":"response.output_item.added","output_index":0,"item":{"type":"vendor_call","mood":[1]}}""",
                """{"type":"response.vendor_call.progress","output_index":0,"delta":"x"}""",
                """{"type":"response.in_progress","response":{"x_vendor":1}}""",
            )
            response.raw.array("output").toString() shouldBe """[{"type":"vendor_call","mood":[1]}]"""
            response.raw.keys shouldBe setOf("x_vendor", "status", "output")
        }

        test("the text alone") {
            stream(eventsOf(OpenAiResponsesReply.builder().reasoning("Hm.").textPieces("a", "b").build())).textDeltas().toList() shouldBe
                listOf("a", "b")
        }

        test("the output of an answer that is an object without any is empty") {
            val response = Response(JsonObject(emptyMap()), null)
            listOf(response.id, response.outputText, response.status, response.usage, response.error, response.refusal) shouldBe
                listOf("", "", null, null, null, null)
        }
    })
