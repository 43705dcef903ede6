package dev.sluice

import dev.sluice.errors.InvalidRequestException
import dev.sluice.extraction.Ask
import dev.sluice.limits.RateLimiter
import dev.sluice.limits.RatePermit
import dev.sluice.model.AudioPart
import dev.sluice.model.CacheTtl
import dev.sluice.model.ChatModel
import dev.sluice.model.ImageDetail
import dev.sluice.model.ImagePart
import dev.sluice.model.Media
import dev.sluice.model.MediaLimits
import dev.sluice.model.Message
import dev.sluice.model.ModelRequest
import dev.sluice.model.Role
import dev.sluice.model.withFallback
import dev.sluice.schema.Minimum
import dev.sluice.testing.AnthropicReply
import dev.sluice.testing.RequestHandler
import dev.sluice.testing.ScriptedServer
import dev.sluice.transport.HttpHeaders
import dev.sluice.transport.ManualClock
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempdir
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.longs.shouldBeInRange
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.flow.last
import kotlinx.coroutines.withTimeout
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import java.io.File
import java.util.Base64

@Serializable
internal data class Picture(val what: String, @Minimum(0.0) val bars: Int)

/** Images, documents, sounds and cache points, over real sockets. */
internal class MediaWireTest :
    FunSpec({
        val folder = tempdir()

        fun client(provider: String, server: ScriptedServer, limiter: RateLimiter? = null): AutoCloseable = when (provider) {
            "openai" -> OpenAI { reach("${server.url}/v1", limiter) }
            "gemini" -> Gemini { reach(server.url, limiter) }
            else -> Anthropic { reach(server.url, limiter) }
        }

        suspend fun <R> served(provider: String, limiter: RateLimiter? = null, test: suspend (ScriptedServer, Sluice) -> R): R =
            ScriptedServer.start().use { server ->
                client(provider, server, limiter).use { client ->
                    withTimeout(20_000) {
                        test(
                            server,
                            Sluice(client as ChatModel) {
                                model = "model-1"
                                maxTokens = 500
                            },
                        )
                    }
                }
            }

        fun Ask.Builder<Picture>.everything(provider: String) {
            system("You read charts.")
            cachePoint(CacheTtl.ONE_HOUR)
            user {
                image(Media.of(GoldenMedia.png), ImageDetail.HIGH)
                image(Media.url("https://example.com/chart.jpg"))
                document(Media.of(GoldenMedia.pdf, name = "report.pdf"))
                document(Media.of("# Sales".toByteArray(), "text/markdown"))
                if (provider != "anthropic") audio(Media.of(GoldenMedia.wav))
                cachePoint()
                text("What is on it?")
            }
            if (provider == "gemini") user("And here?", AudioPart(Media.url("https://example.com/call.mp3")))
        }

        for (provider in listOf("openai", "anthropic", "gemini")) {
            test("$provider: what is sent, and sent again after an answer that was wrong, is what is committed") {
                served(provider) { server, sluice ->
                    server.enqueue(GoldenMedia.says(provider, GoldenMedia.WRONG), GoldenMedia.says(provider, GoldenMedia.RIGHT))
                    sluice.extract<Picture> { everything(provider) } shouldBe Picture("chart", 3)
                    GoldenMedia.check(provider, List(2) { server.takeRequest().bodyText })
                }
            }

            test("$provider: a stream sends the same") {
                served(provider) { server, sluice ->
                    server.enqueue(GoldenMedia.says(provider, GoldenMedia.RIGHT), GoldenMedia.says(provider, GoldenMedia.RIGHT))
                    sluice.extract<Picture> { everything(provider) }
                    sluice.extractPartial<Picture> { everything(provider) }.last().value shouldBe Picture("chart", 3)
                    val (whole, streamed) = List(2) { server.takeRequest().bodyJson.jsonObject }
                    JsonObject(streamed - "stream" - "stream_options") shouldBe whole
                }
            }

            test("$provider: a large image is a small estimate, and arrives byte by byte as it is") {
                val image = GoldenMedia.png + ByteArray(2 shl 20) { (it * 31).toByte() }
                val limiter = Estimates()
                served(provider, limiter) { server, sluice ->
                    server.enqueue(GoldenMedia.says(provider, GoldenMedia.RIGHT))
                    sluice.extract<Picture> { user("?", ImagePart(Media.of(image))) }
                    limiter.all.single() shouldBeInRange 1_500L..2_000L
                    server.takeRequest().bodyText shouldContain "${Base64.getEncoder().encodeToString(image)}\""
                }
            }

            test("$provider: a file is read when the request is made, and not again when it is asked again") {
                served(provider) { server, sluice ->
                    val file = File(folder, "$provider.png")
                    val ask = Ask.Builder<Picture>().user { image(file) }.build()
                    shouldThrow<InvalidRequestException> {
                        sluice.extract(dev.sluice.schema.outputType<Picture>(), ask)
                    }.message shouldContain
                        "is not there"
                    file.writeBytes(GoldenMedia.png)
                    server.enqueue(
                        RequestHandler { request ->
                            file.delete()
                            GoldenMedia.says(provider, GoldenMedia.WRONG).answer(request)
                        },
                    )
                    server.enqueue(GoldenMedia.says(provider, GoldenMedia.RIGHT))
                    sluice.extract(dev.sluice.schema.outputType<Picture>(), ask)
                    repeat(2) { server.takeRequest().bodyText shouldContain Base64.getEncoder().encodeToString(GoldenMedia.png) }
                    server.requestCount shouldBe 2
                }
            }

            test("$provider: what is too large for it is not sent") {
                val large = Media.of(GoldenMedia.png + ByteArray(8 shl 20), name = "wall.png")
                served(provider) { server, sluice ->
                    val limits = if (provider == "anthropic") null else MediaLimits { maxFileBytes = 7L shl 20 }
                    shouldThrow<InvalidRequestException> {
                        sluice.extract<Picture> {
                            user("?", ImagePart(large))
                            mediaLimits = limits
                        }
                    }.message shouldContain "The image wall.png has 8388624 bytes"
                    server.requestCount shouldBe 0
                }
            }
        }

        test("sound is not sent to Anthropic, nor by its address to OpenAI's chat") {
            for ((provider, words) in listOf(
                "anthropic" to "Anthropic fetches no sounds. Put what is said",
                "openai" to "OpenAI's chat fetches no sounds. Give it as",
            )) {
                served(provider) { server, sluice ->
                    shouldThrow<InvalidRequestException> {
                        sluice.extract<Picture> { user("?", AudioPart(Media.url("https://example.com/call.mp3"))) }
                    }.message shouldContain words
                    server.requestCount shouldBe 0
                }
            }
        }

        test("another provider that has to step in has the file already") {
            served("anthropic") { first, _ ->
                ScriptedServer.start().use { second ->
                    val file = File(folder, "shared.png").apply { writeBytes(GoldenMedia.png) }
                    first.enqueue(
                        RequestHandler {
                            file.delete()
                            AnthropicReply.error(529, "overloaded_error", "busy")
                        },
                    )
                    repeat(2) { first.enqueue(AnthropicReply.error(529, "overloaded_error", "busy")) }
                    second.enqueue(GoldenMedia.says("openai", GoldenMedia.RIGHT))
                    client("anthropic", first).use { one ->
                        client("openai", second).use { other ->
                            val chat = (one as ChatModel).withFallback(other as ChatModel, "model-2")
                            Sluice(chat) {
                                model = "model-1"
                                maxTokens = 500
                            }.extract<Picture> { user { image(file) } } shouldBe Picture("chart", 3)
                        }
                    }
                    second.takeRequest().bodyText shouldContain
                        "data:image/png;base64,${Base64.getEncoder().encodeToString(GoldenMedia.png)}"
                }
            }
        }

        context("cache points") {
            test("what a cache gave and took is counted, over all attempts") {
                served("anthropic") { server, sluice ->
                    server.enqueue(
                        AnthropicReply.builder().text(GoldenMedia.WRONG).cacheUsage(read = 0, written = 2_000).usage(10, 5).build(),
                        AnthropicReply.builder().text(GoldenMedia.RIGHT).cacheUsage(read = 2_000, written = 30).usage(12, 6).build(),
                    )
                    val usage = sluice.extractDetailed<Picture> {
                        user("A long text")
                        cachePoint()
                        user("What is it?")
                    }.usage
                    usage.cachedInputTokens shouldBe 2_000
                    usage.cacheWriteTokens shouldBe 2_030
                    usage.outputTokens shouldBe 11
                }
            }

            test("an assistant's message can be marked too") {
                served("anthropic") { server, sluice ->
                    server.enqueue(GoldenMedia.says("anthropic", GoldenMedia.RIGHT))
                    sluice.extract<Picture> {
                        user("?")
                        assistant("A chart.")
                        cachePoint()
                        user("And?")
                    }
                    val said = server.takeRequest().bodyJson.jsonObject["messages"]!!.jsonArray[1].jsonObject
                    said["role"]!!.jsonPrimitive.content shouldBe "assistant"
                    said["content"]!!.jsonArray.single().toString() shouldBe
                        """{"type":"text","text":"A chart.","cache_control":{"type":"ephemeral"}}"""
                }
            }

            suspend fun refused(extra: JsonObject = JsonObject(emptyMap()), ask: Ask.Builder<Picture>.() -> Unit): String =
                served("anthropic") { server, sluice ->
                    val failure = shouldThrow<InvalidRequestException> {
                        sluice.extract<Picture> {
                            extraBody = extra
                            ask()
                        }
                    }
                    server.requestCount shouldBe 0
                    failure.message!!
                }

            test("more than four are refused, and more than three beside one on the whole request") {
                refused { repeat(5) { user("$it").cachePoint() } } shouldContain "There are 5 cache points; Anthropic takes 4"
                refused(JsonObject(mapOf("cache_control" to JsonObject(mapOf("type" to JsonPrimitive("ephemeral")))))) {
                    repeat(4) { user("$it").cachePoint() }
                } shouldContain "There are 4 cache points; Anthropic takes 3"
            }

            test("an hour does not come behind five minutes, but a system message's does wherever it stands") {
                refused {
                    user("a").cachePoint()
                    user("b").cachePoint(CacheTtl.ONE_HOUR)
                } shouldContain "the other way round"
                served("anthropic") { server, sluice ->
                    server.enqueue(GoldenMedia.says("anthropic", GoldenMedia.RIGHT))
                    sluice.extract<Picture> {
                        user("a").cachePoint()
                        system("b").cachePoint(CacheTtl.ONE_HOUR)
                    }
                }
            }

            test("one at the start has nothing to mark") {
                shouldThrow<IllegalArgumentException> { Ask.Builder<Picture>().cachePoint() }.message shouldContain "there are none yet"
            }
        }

        test("a plan says what is not said of the cache, and shows no bytes") {
            val question = Ask.Builder<Picture>().apply {
                user { image(Media.of(GoldenMedia.png, name = "chart.png")).cachePoint() }
            }.build()
            val request = ModelRequest("model-1", question.messages, maxTokens = 5)
            ScriptedServer.start().use { server ->
                for ((provider, name) in listOf("openai" to "OpenAI", "gemini" to "Gemini", "anthropic" to null)) {
                    client(provider, server).use {
                        val plan = (it as ChatModel).plan(request)
                        plan.concessions shouldContainExactly
                            listOfNotNull(name?.let { "$name keeps its prompt cache by itself: cache points are not sent." })
                        "${plan.body}" shouldContain "(chart.png: 16 bytes)"
                    }
                }
            }
        }

        test("what a document is called goes along, where there is a place for it") {
            val named = Message.Builder(Role.USER).document(Media.of(GoldenMedia.pdf, name = "deed.pdf"))
                .document(Media.of("# Notes".toByteArray(), "text/markdown", "x".repeat(600))).document(Media.of(GoldenMedia.pdf)).build()
            val plans = ScriptedServer.start().use { server ->
                listOf("openai", "anthropic", "gemini").associateWith { provider ->
                    client(provider, server).use { (it as ChatModel).plan(ModelRequest("model-1", listOf(named), maxTokens = 5)) }
                }
            }
            fun names(provider: String, key: String) =
                Regex(""""$key":"([^"]*)"""").findAll("${plans.getValue(provider).body}").map { it.groupValues[1] }.toList()
            names("openai", "filename") shouldContainExactly listOf("deed.pdf", "document.pdf")
            names("anthropic", "title") shouldContainExactly listOf("deed.pdf", "x".repeat(499) + "…")
            plans.mapValues { it.value.concessions } shouldBe mapOf(
                "openai" to emptyList(),
                "anthropic" to emptyList(),
                "gemini" to listOf("Gemini has no place for the names of documents: they are not sent."),
            )
        }

        test("who implements the port may read the bytes") {
            val image = Message.Builder(Role.USER).image(Media.of(GoldenMedia.png)).build().content.single() as ImagePart
            image.media.readBytes().size shouldBe 16
        }
    }) {
    private companion object {
        fun <B : ClientBuilder<B>> ClientBuilder<B>.reach(url: String, limiter: RateLimiter?) {
            apiKey = "sk-secret-1"
            baseUrl = url
            clock = ManualClock(sleepsAreInstant = true)
            limiter?.let { rateLimiter = it }
        }
    }
}

/** Lets everything pass, and writes down what it was told to expect. */
private class Estimates : RateLimiter {
    val all = mutableListOf<Long>()

    override suspend fun acquire(estimatedTokens: Long): RatePermit {
        all += estimatedTokens
        return object : RatePermit {
            override fun observe(headers: HttpHeaders) = Unit

            override fun settle(actualTokens: Long) = Unit

            override fun release() = Unit
        }
    }
}
