package dev.sluice.extraction

import dev.sluice.Anthropic
import dev.sluice.OpenAI
import dev.sluice.Sluice
import dev.sluice.model.ChatModel
import dev.sluice.testing.OpenAiChatReply
import dev.sluice.testing.ScriptedServer
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.collections.shouldHaveSize
import io.kotest.matchers.nulls.shouldNotBeNull
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.toList
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.CopyOnWriteArrayList

internal class ResponseCacheTest :
    FunSpec({
        val good = """{"street":"A","zip":1}"""
        val other = """{"street":"B","zip":2}"""

        class InMemory : ResponseCache {
            val answers = ConcurrentHashMap<String, String>()

            override suspend fun get(key: String): String? = answers[key]

            override suspend fun put(key: String, answer: String) {
                answers[key] = answer
            }
        }

        suspend fun served(store: ResponseCache, vararg answers: String, test: suspend (ScriptedServer, Sluice) -> Unit) =
            ScriptedServer.start().use { server ->
                answers.forEach { server.enqueue(OpenAiChatReply.builder().text(it).build()) }
                OpenAI {
                    apiKey = "k"
                    baseUrl = "${server.url}/v1"
                }.use { client ->
                    test(
                        server,
                        Sluice(client) {
                            model = "m"
                            cache = store
                        },
                    )
                }
            }

        test("the same question is sent once, whole or streamed") {
            served(InMemory(), good) { server, sluice ->
                sluice.extractDetailed<Address> { user("Where?") }.isCached shouldBe false
                sluice.extractDetailed<Address> { user("Where?") }.run {
                    value shouldBe Address("A", 1)
                    isCached shouldBe true
                    usage.totalTokens shouldBe 0
                    attempts.single().text shouldBe good
                }
                sluice.extractPartial<Address> { user("Where?") }.toList().single().run {
                    value shouldBe Address("A", 1)
                    this[Address::street] shouldBe "A"
                    extraction.shouldNotBeNull().isCached shouldBe true
                }
                server.requestCount shouldBe 1
            }
        }

        test("a call may do without the cache of the defaults") {
            val store = InMemory()
            served(store, good, other, other) { server, sluice ->
                sluice.extract<Address> { user("Where?") }
                repeat(2) {
                    sluice.extractDetailed<Address> {
                        user("Where?")
                        cache = ResponseCache.NONE
                    }.run {
                        value shouldBe Address("B", 2)
                        isCached shouldBe false
                    }
                }
                server.requestCount shouldBe 3
                store.answers.values.toList() shouldContainExactly listOf(good)
                sluice.extract<Address> { user("Where?") } shouldBe Address("A", 1)
            }
        }

        test("another message, type, model or option is another question") {
            val store = InMemory()
            served(store, good, good, """{"value":7}""", good, good) { server, sluice ->
                sluice.extract<Address> { user("Where?") }
                sluice.extract<Address> { user("Where else?") }
                sluice.extract<Int> { user("Where?") }
                sluice.extract<Address> {
                    user("Where?")
                    model = "other"
                }
                sluice.extract<Address> {
                    user("Where?")
                    temperature = 0.5
                }
                server.requestCount shouldBe 5
                store.answers.keys shouldHaveSize 5
            }
        }

        test("only what was accepted is kept: the answer that was mended, under the question that was asked first") {
            val store = InMemory()
            served(store, """{"street":"A"}""", good) { server, sluice ->
                sluice.extract<Address> { user("Where?") }
                store.answers.values shouldContainExactly listOf(good)
                sluice.extract<Address> { user("Where?") }
                server.requestCount shouldBe 2
            }
        }

        test("what is kept is checked again, and asked for anew if it does not pass") {
            val store = InMemory()
            served(store, good, other) { server, sluice ->
                sluice.extract<Address> { user("Where?") }
                sluice.extract<Address> {
                    user("Where?")
                    validate { require(it.zip > 1) { "too small" } }
                } shouldBe Address("B", 2)
                store.answers.entries.forEach { it.setValue("{oops") }
                server.enqueue(OpenAiChatReply.builder().text(good).build())
                sluice.extract<Address> { user("Where?") } shouldBe Address("A", 1)
                server.requestCount shouldBe 3
            }
        }

        test("a cache that fails costs requests, not extractions, and listeners hear of it") {
            val failures = CopyOnWriteArrayList<String?>()
            val down = object : ResponseCache {
                override suspend fun get(key: String): String = throw java.io.IOException("down")

                override suspend fun put(key: String, answer: String): Unit = throw java.io.IOException("down too")
            }
            served(down, good) { _, sluice ->
                sluice.extract<Address> {
                    user("Where?")
                    listener(
                        object : ExtractionListener {
                            override fun onCacheFailure(call: ExtractionCall, failure: Exception) {
                                failures += failure.message
                            }
                        },
                    )
                } shouldBe Address("A", 1)
            }
            failures shouldContainExactly listOf("down", "down too")
        }

        test("the key tells the provider apart, and holds nothing that is secret") {
            val keys = listOf<ChatModel>(
                OpenAI {
                    apiKey = "sk-1"
                },
                OpenAI { apiKey = "sk-2" },
                Anthropic { apiKey = "sk-1" },
            ).map { chat ->
                lateinit var seen: String
                val spy = object : ResponseCache {
                    override suspend fun get(key: String): String = good.also { seen = key }

                    override suspend fun put(key: String, answer: String) = error("nothing to keep")
                }
                (chat as AutoCloseable).use {
                    Sluice(chat) {
                        model = "m"
                        maxTokens = 5
                        cache = spy
                    }.extract<Address> { user("Where?") }
                }
                seen
            }
            keys[0] shouldBe keys[1]
            keys.distinct() shouldHaveSize 2
            keys.all { it.matches(Regex("[0-9a-f]{64}")) } shouldBe true
        }
    })
