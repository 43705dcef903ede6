package dev.sluice.openai

import dev.sluice.errors.InvalidRequestException
import dev.sluice.wire.json
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.serialization.json.JsonObject

class ChatCompletionRequestTest :
    FunSpec({
        fun request(options: ChatCompletionRequest.Builder.() -> Unit) = ChatCompletionRequest.Builder().apply(options).build()

        fun hello(options: ChatCompletionRequest.Builder.() -> Unit = {}) = request {
            model = "gpt-4o-mini"
            user("Hello!")
            options()
        }

        val hello = """"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hello!"}]"""

        test("the least is a model and a message") {
            hello().body shouldBe json("{$hello}")
        }

        test("a stream asks for the usage, unless it is told what to ask for") {
            hello().streamBody() shouldBe json("""{$hello,"stream_options":{"include_usage":true},"stream":true}""")
            hello { streamOptions = json("""{"include_obfuscation":false}""") }.streamBody() shouldBe
                json("""{$hello,"stream_options":{"include_obfuscation":false},"stream":true}""")
            hello { streamOptions = JsonObject(emptyMap()) }.streamBody() shouldBe json("""{$hello,"stream":true}""")
            hello { extraBody = json("""{"stream_options":{"a":1}}""") }.streamBody() shouldBe
                json("""{$hello,"stream_options":{"a":1},"stream":true}""")
        }

        test("every option has its field") {
            hello {
                maxCompletionTokens(1).maxTokens(2).temperature(0.5).topP(0.25).stop(listOf("a", "b")).seed(3L).n(4)
                frequencyPenalty(0.5).presencePenalty(-0.5).reasoningEffort("low").verbosity("high")
                responseFormat(json("""{"type":"json_object"}""")).tool(ChatTool.function("f", "d", json("""{"type":"object"}"""), true))
                toolChoice(ChatToolChoice.function("f")).parallelToolCalls(false).logprobs(true).topLogprobs(5)
                logitBias(json("""{"50256":-100}""")).modalities(listOf("text")).audio(json("""{"voice":"ash"}"""))
                prediction(json("""{"type":"content"}""")).webSearchOptions(json("{}")).store(true).metadata(mapOf("k" to "v"))
                serviceTier("flex").promptCacheKey("p").safetyIdentifier("s").endUser("u")
            }.body shouldBe json(
                """{$hello,"max_completion_tokens":1,"max_tokens":2,"temperature":0.5,"top_p":0.25,"stop":["a","b"],"seed":3,"n":4,
                "frequency_penalty":0.5,"presence_penalty":-0.5,"reasoning_effort":"low","verbosity":"high",
                "response_format":{"type":"json_object"},
                "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"},"strict":true}}],
                "tool_choice":{"type":"function","function":{"name":"f"}},"parallel_tool_calls":false,"logprobs":true,"top_logprobs":5,
                "logit_bias":{"50256":-100},"modalities":["text"],"audio":{"voice":"ash"},"prediction":{"type":"content"},
                "web_search_options":{},"store":true,"metadata":{"k":"v"},"service_tier":"flex","prompt_cache_key":"p",
                "safety_identifier":"s","user":"u"}""",
            )
        }

        test("a custom tool has its form") {
            val tool = ChatTool.custom("g", "d", json("""{"type":"text"}"""))
            tool.json shouldBe json("""{"type":"custom","custom":{"name":"g","description":"d","format":{"type":"text"}}}""")
            tool.name shouldBe "g"
        }

        test("every kind of message has its form") {
            request {
                model = "m"
                system("a").developer("b").user("c").assistant("d").toolResult("t", "e").message(ChatMessage.of(json("""{"role":"x"}""")))
                user(
                    listOf(
                        ChatContentPart.text("f"),
                        ChatContentPart.imageUrl("https://i.test", "low"),
                        ChatContentPart.inputAudio("QQ==", "wav"),
                        ChatContentPart.file("file-1"),
                        ChatContentPart.fileData("a.pdf", "data:application/pdf;base64,QQ=="),
                        ChatContentPart.of(json("""{"type":"y"}""")),
                    ),
                )
            }.body["messages"].toString() shouldBe
                """[{"role":"system","content":"a"},{"role":"developer","content":"b"},{"role":"user","content":"c"},""" +
                """{"role":"assistant","content":"d"},{"role":"tool","tool_call_id":"t","content":"e"},{"role":"x"},""" +
                """{"role":"user","content":[""" +
                """{"type":"text","text":"f"},{"type":"image_url","image_url":{"url":"https://i.test","detail":"low"}},""" +
                """{"type":"input_audio","input_audio":{"data":"QQ==","format":"wav"}},{"type":"file","file":{"file_id":"file-1"}},""" +
                """{"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,QQ=="}},{"type":"y"}]}]"""
        }

        test("a tool choice is a word or an object") {
            listOf(ChatToolChoice.AUTO, ChatToolChoice.NONE, ChatToolChoice.REQUIRED).map { it.json.toString() } shouldBe
                listOf("\"auto\"", "\"none\"", "\"required\"")
        }

        test("extra fields stand over the options") {
            hello {
                temperature = 1.0
                extraBody = json("""{"temperature":0.1,"top_k":5}""")
            }.body shouldBe json("""{$hello,"temperature":0.1,"top_k":5}""")
        }

        test("an option set to null is left out") {
            hello {
                temperature = 1.0
                temperature = null
                stop = listOf("a")
                stop = emptyList()
                metadata = mapOf("a" to "b")
                metadata = emptyMap()
            }.body shouldBe json("{$hello}")
        }

        test("a request does not change with the builder that made it") {
            val builder = ChatCompletionRequest.Builder().model("a").user("b")
            val first = builder.build()
            builder.model("c").user("d").temperature(1.0)
            first.body shouldBe json("""{"model":"a","messages":[{"role":"user","content":"b"}]}""")
            first.streamBody() shouldBe
                json("""{"model":"a","messages":[{"role":"user","content":"b"}],"stream_options":{"include_usage":true},"stream":true}""")
        }

        test("a builder from a request holds all of it, and changes only what it makes") {
            val first = hello {
                temperature = 1.0
                streamOptions = JsonObject(emptyMap())
                extraBody = json("""{"a":1}""")
                extraHeaders = mapOf("X-A" to "b")
                extraQuery = mapOf("q" to "r")
            }
            val second = first.newBuilder().temperature(0.0).user("More").build()
            second.body shouldBe json(
                """{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hello!"},{"role":"user","content":"More"}],"temperature":0.0,"a":1}""",
            )
            second.options.extraHeaders shouldBe mapOf("X-A" to "b")
            second.options.extraQuery shouldBe mapOf("q" to "r")
            second.streamOptions shouldBe JsonObject(emptyMap())
            first.body shouldBe json("""{$hello,"temperature":1.0,"a":1}""")
        }

        test("a builder reads back what it was given") {
            val builder = ChatCompletionRequest.Builder().user(
                "a",
            ).tool(ChatTool.function("f")).toolChoice(ChatToolChoice.NONE).metadata(mapOf("k" to "v"))
            builder.messages.map { it.role to it.text } shouldBe listOf("user" to "a")
            builder.tools.map { it.name } shouldBe listOf("f")
            builder.toolChoice shouldBe ChatToolChoice.NONE
            builder.metadata shouldBe mapOf("k" to "v")
            builder.temperature shouldBe null
        }

        test("what cannot be sent is refused, and the message says what to do") {
            shouldThrow<InvalidRequestException> { request { user("a") } }.message!! shouldContain "set model"
            shouldThrow<InvalidRequestException> { request { model(" ").user("a") } }.message!! shouldContain "set model"
            shouldThrow<InvalidRequestException> { request { model = "m" } }.message!! shouldContain "user("
            shouldThrow<InvalidRequestException> { hello { temperature = Double.NaN } }.message!! shouldContain "temperature is NaN"
            shouldThrow<InvalidRequestException> { hello { extraBody = json("""{"stream":true}""") } }.message!! shouldContain "stream(…)"
        }

        test("what is said is not part of what is printed") {
            hello().toString() shouldBe """ChatCompletionRequest(model="gpt-4o-mini")"""
            hello().toString() shouldNotContain "Hello"
        }
    })
