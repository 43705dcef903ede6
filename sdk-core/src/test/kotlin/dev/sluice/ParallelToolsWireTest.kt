package dev.sluice

import dev.sluice.extraction.ElementEvent
import dev.sluice.extraction.ElementPolicy
import dev.sluice.extraction.Envelope
import dev.sluice.extraction.InvalidOutputException
import dev.sluice.extraction.Partial
import dev.sluice.extraction.TruncatedOutputException
import dev.sluice.extraction.tools
import dev.sluice.json.ArrayValue
import dev.sluice.json.JsonLimits
import dev.sluice.model.ChatModel
import dev.sluice.model.Message
import dev.sluice.model.ModelRequest
import dev.sluice.model.OutputMode
import dev.sluice.model.OutputSpec
import dev.sluice.model.Role
import dev.sluice.schema.outputType
import dev.sluice.testing.Gate
import dev.sluice.testing.OpenAiChatReply
import dev.sluice.testing.Reply
import dev.sluice.testing.ScriptedServer
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withTimeout
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject

@Serializable
internal sealed interface Booking {
    @Serializable
    @SerialName("flight")
    data class Flight(val from: String, val to: String) : Booking

    @Serializable
    @SerialName("hotel")
    data class Hotel(val city: String, val nights: Int) : Booking
}

/** Several tools that may be called several times, over real sockets, for every provider that has them. */
internal class ParallelToolsWireTest :
    FunSpec({
        val flight = WireCall("flight", """{"from":"TRD","to":"OSL"}""")
        val hotel = WireCall("hotel", """{"city":"Oslo","nights":2}""")
        val both = listOf(Booking.Flight("TRD", "OSL"), Booking.Hotel("Oslo", 2))

        for (way in Way.entries.filter { it.mode == OutputMode.PARALLEL_TOOLS }) {
            context(way.name) {
                fun calls(vararg calls: WireCall, end: End = End.WELL): Reply = way.provider.reply(null, calls.toList(), end)

                suspend fun served(test: suspend (ScriptedServer, Sluice) -> Unit) = ScriptedServer.start().use { server ->
                    way.client(server).use { client -> withTimeout(SAFETY_MILLIS) { test(server, Sluice(client.chat, way::ask)) } }
                }

                fun ScriptedServer.takeBody(): JsonObject = Json.parseToJsonElement(takeRequest().bodyText).jsonObject

                test("a list of a sealed type: a tool for each variant, an element for each call, whole and streamed") {
                    served { server, sluice ->
                        repeat(3) { server.enqueue(calls(flight, hotel)) }
                        sluice.extract<List<Booking>> { user("?") } shouldContainExactly both
                        sluice.extractPartial<List<Booking>> { user("?") }.toList().last().value shouldBe both
                        sluice.extractEach<Booking> { user("?") }.toList() shouldContainExactly both
                        repeat(3) {
                            val body = server.takeBody()
                            way.provider.tools(body) shouldContainExactly listOf("flight", "hotel")
                            body.toString() shouldNotContain "\"type\":{"
                        }
                    }
                }

                test("one value is the first call; words and calls beside it are none of it") {
                    served { server, sluice ->
                        repeat(2) { server.enqueue(way.provider.reply("Here you are:", listOf(hotel, flight))) }
                        sluice.extract<Booking> { user("?") } shouldBe both[1]
                        sluice.extractPartial<Booking> { user("?") }.toList().last().value shouldBe both[1]
                    }
                }

                test("elements come while later calls are on their way").config(enabled = way.comesInPieces) {
                    served { server, sluice ->
                        val gate = Gate()
                        val events = calls(flight, hotel).events()
                        val cut = events.size * 2 / 3
                        server.enqueue(way.sse().steps(events.take(cut)).hold(gate).steps(events.drop(cut)).build())
                        val seen = mutableListOf<Booking>()
                        sluice.extractEach<Booking> { user("?") }.collect {
                            seen += it
                            gate.open()
                        }
                        seen shouldContainExactly both
                    }
                }

                test("what is asked again has a result for every call, and the errors once") {
                    served { server, sluice ->
                        val wrong = WireCall("hotel", """{"city":"Oslo","nights":"two"}""")
                        server.enqueue(calls(flight, wrong, hotel), calls(flight, hotel))
                        val extraction = sluice.extractDetailed<List<Booking>> { user("?") }
                        extraction.value shouldBe both
                        extraction.attempts.first().violations.map { it.path.toString() } shouldContainExactly listOf("$[1].nights")
                        server.takeBody()
                        val second = server.takeBody()
                        way.provider.results(second).size shouldBe 3
                        way.provider.results(second).toSet().size shouldBe 3
                        second.toString().split("must be a whole number").size shouldBe 2
                    }
                }

                test("an unknown tool is an error of its own element") {
                    served { server, sluice ->
                        server.enqueue(calls(flight, WireCall("fligth", flight.input), hotel))
                        val events = sluice.extractEachDetailed<Booking> {
                            user("?")
                            invalidElements = ElementPolicy.SKIP
                        }.toList()
                        events.filterIsInstance<ElementEvent.Element<Booking>>().map { it.value } shouldContainExactly both
                        events.filterIsInstance<ElementEvent.Rejected>().single().violations.single().message shouldContain
                            "did you mean \"flight\""
                    }
                }

                test("no call at all: what was said is no answer, and is asked for again") {
                    served { server, sluice ->
                        server.enqueue(way.talks("There are none."), calls(flight))
                        val extraction = sluice.extractDetailed<List<Booking>> { user("?") }
                        extraction.value.size shouldBe 1
                        extraction.attempts.first().text shouldBe "There are none."
                        server.takeBody()
                        server.takeBody().toString() shouldContain "There are none."
                    }
                }

                test("a call without input is an empty object, which lacks what it must have") {
                    served { server, sluice ->
                        server.enqueue(calls(WireCall("hotel", "{}")), calls(hotel))
                        val extraction = sluice.extractDetailed<List<Booking>> { user("?") }
                        extraction.attempts.first().violations.map { it.path.toString() } shouldContainExactly
                            listOf("$[0].city", "$[0].nights")
                    }
                }

                test("hundreds of calls").config(enabled = way.comesInPieces) {
                    served { server, sluice ->
                        val many = List(500) { WireCall("hotel", """{"city":"City $it","nights":$it}""") }
                        repeat(2) { server.enqueue(way.provider.reply(null, many)) }
                        sluice.extractEach<Booking.Hotel> { user("?") }.toList().map { it.nights } shouldContainExactly List(500) { it }
                        sluice.extract<List<Booking>> { user("?") }.size shouldBe 500
                    }
                }

                test("a call that is cut spoils its own element, and goes back as text").config(enabled = way.comesInPieces) {
                    served { server, sluice ->
                        val cut = WireCall("hotel", """{"city":"Os""")
                        server.enqueue(calls(flight, cut, hotel).stream())
                        val events = sluice.extractEachDetailed<Booking> {
                            user("?")
                            invalidElements = ElementPolicy.SKIP
                        }.toList()
                        events.filterIsInstance<ElementEvent.Element<Booking>>().map { it.value } shouldContainExactly both
                        events.filterIsInstance<ElementEvent.Rejected>().single().violations.single().toString() shouldContain "cut off"
                    }
                }

                test("cut at the output limit, the partial shows what came").config(enabled = way.comesInPieces) {
                    served { server, sluice ->
                        server.enqueue(calls(flight, WireCall("hotel", """{"city":"Os"""), end = End.LIMITED).stream())
                        val thrown = shouldThrow<TruncatedOutputException> { sluice.extractPartial<List<Booking>> { user("?") }.collect {} }
                        (thrown.partial as Partial<*>).json.toString() shouldContain """"city":"Os"""
                    }
                }

                test("a call that is cut before its input began is no element").config(enabled = way.comesInPieces) {
                    served { server, sluice ->
                        server.enqueue(calls(flight, WireCall("hotel", ""), end = End.LIMITED).stream())
                        val seen = mutableListOf<ElementEvent<Booking>>()
                        val thrown = shouldThrow<TruncatedOutputException> {
                            sluice.extractEachDetailed<Booking> { user("?") }.collect { seen += it }
                        }
                        seen.map { (it as ElementEvent.Element).value } shouldContainExactly both.take(1)
                        ((thrown.partial as Partial<*>).json as ArrayValue).elements.size shouldBe 1
                    }
                }

                test("what is no object goes by one tool, once, and the plan says so") {
                    served { server, sluice ->
                        server.enqueue(calls(WireCall("Integer", """{"items":[1,2]}""")))
                        sluice.extractEach<Int> { user("?") }.toList() shouldContainExactly listOf(1, 2)
                        way.provider.tools(server.takeBody()) shouldContainExactly listOf("Integer")
                    }
                }
            }
        }

        test("fragments of calls that come in turns are put in order") {
            ScriptedServer.start().use { server ->
                Way.OPENAI_PARALLEL.client(server).use { client ->
                    val reply = OpenAiChatReply.builder().pieces(3).interleaved()
                    repeat(20) { reply.toolCall("call_$it", "hotel", """{"city":"City $it","nights":$it}""") }
                    server.enqueue(reply.build())
                    val hotels = Sluice(client.chat, Way.OPENAI_PARALLEL::ask).extractEach<Booking> { user("?") }.toList()
                    hotels shouldContainExactly List(20) { Booking.Hotel("City $it", it) }
                }
            }
        }

        test("a call that is no JSON holds up none behind it; one without input, or cut, until the answer ends") {
            withSafety { server ->
                Way.OPENAI_PARALLEL.client(server).use { client ->
                    val gate = Gate()
                    val spoiled = listOf("""{"city":"O"s"}""", "", """{"city":"Os""").map { WireCall("hotel", it) }
                    val calls = listOf(spoiled[0], hotel, spoiled[1], spoiled[2], flight)
                    val events = Way.OPENAI_PARALLEL.provider.reply(null, calls).events()
                    server.enqueue(Way.OPENAI_PARALLEL.sse().steps(events.dropLast(3)).hold(gate).steps(events.takeLast(3)).build())
                    val seen = mutableListOf<ElementEvent<Booking>>()
                    Sluice(client.chat, Way.OPENAI_PARALLEL::ask).extractEachDetailed<Booking> {
                        user("?")
                        invalidElements = ElementPolicy.SKIP
                    }.collect {
                        seen += it
                        if (seen.size == 2) gate.open()
                    }
                    seen.filterIsInstance<ElementEvent.Element<Booking>>().map { it.value } shouldContainExactly both.reversed()
                    seen.filterIsInstance<ElementEvent.Rejected>().map {
                        "${it.index} ${it.violations.first().message.replaceAfter(": ", "")}"
                    } shouldContainExactly
                        listOf(
                            "0 the input of this call is no JSON: ",
                            "2 is missing; must be a string",
                            "3 the input of this call is cut off",
                        )
                }
            }
        }

        test("what waits for a call before it counts in the length of the answer: the rest is not read") {
            withSafety { server ->
                Way.OPENAI_PARALLEL.client(server).use { client ->
                    val reply = OpenAiChatReply.builder().pieces(100).interleaved().toolCall("call_1", "hotel", """{"city":"Os""")
                        .toolCall("call_2", "hotel", """{"city":"${"x".repeat(2_000)}""").build()
                    val events = reply.events()
                    server.enqueue(Way.OPENAI_PARALLEL.sse().steps(events.dropLast(3)).hold(Gate()).steps(events.takeLast(3)).build())
                    val sluice = Sluice(client.chat, Way.OPENAI_PARALLEL::ask)
                    shouldThrow<InvalidOutputException> {
                        sluice.extractPartial<List<Booking>> {
                            user("?")
                            failFast = false
                            attempts = 1
                            jsonLimits = JsonLimits.Builder().maxLength(1_000).build()
                        }.collect {}
                    }.message shouldContain "too large"
                    server.takeRequest().exchange.awaitClientGone()
                }
            }
        }

        test("a call that cannot be sent back makes its answer go back as text") {
            ScriptedServer.start().use { server ->
                Way.OPENAI_PARALLEL.client(server).use { client ->
                    val cut = OpenAiChatReply.builder().toolCall(
                        "call_1",
                        "flight",
                        flight.input,
                    ).toolCall("call_2", "hotel", """{"city":"Os""")
                    server.enqueue(cut.build(), OpenAiChatReply.builder().toolCall("call_1", "hotel", hotel.input).build())
                    val extraction = Sluice(client.chat, Way.OPENAI_PARALLEL::ask).extractDetailed<List<Booking>> { user("?") }
                    extraction.value shouldBe both.drop(1)
                    server.takeRequest()
                    server.takeRequest().bodyText.run {
                        this shouldNotContain "tool_call_id"
                        this shouldContain "cut off"
                    }
                }
            }
        }

        test("with thinking the call cannot be forced, and the plan says so") {
            Anthropic { apiKey = "k" }.use { claude ->
                val thinking = Json.parseToJsonElement("""{"thinking":{"type":"enabled","budget_tokens":1024}}""").jsonObject
                val free = claude.planOf<Booking>(thinking)
                free.body["tool_choice"].toString() shouldBe """{"type":"auto"}"""
                free.concessions.joinToString() shouldContain "thinks"
                claude.planOf<Booking>().body["tool_choice"].toString() shouldBe """{"type":"any"}"""
            }
        }

        test("never valid carries every attempt") {
            ScriptedServer.start().use { server ->
                Way.ANTHROPIC_PARALLEL.client(server).use { client ->
                    repeat(3) { server.enqueue(Way.ANTHROPIC_PARALLEL.provider.reply(null, listOf(WireCall("cash", "{}")))) }
                    val sluice = Sluice(client.chat, Way.ANTHROPIC_PARALLEL::ask)
                    shouldThrow<InvalidOutputException> { sluice.extract<Booking> { user("?") } }.attempts.size shouldBe 3
                }
            }
        }
    }) {
    private companion object {
        const val SAFETY_MILLIS = 30_000L

        suspend fun withSafety(test: suspend (ScriptedServer) -> Unit) =
            ScriptedServer.start().use { server -> withTimeout(SAFETY_MILLIS) { test(server) } }

        inline fun <reified T> ChatModel.planOf(extra: JsonObject = JsonObject(emptyMap())) =
            plan(ModelRequest("claude-haiku-4-5", listOf(Message(Role.USER, "?")), specOf<T>(), maxTokens = 2048, extraBody = extra))

        inline fun <reified T> specOf(): OutputSpec {
            val type = outputType<T>()
            val envelope = Envelope.ofValue(type.schema)
            return OutputSpec(type.name, null, envelope.document, OutputMode.PARALLEL_TOOLS, envelope.tools())
        }
    }
}
