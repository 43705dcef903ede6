package dev.sluice.openai.responses

import dev.sluice.errors.InvalidRequestException
import dev.sluice.wire.json
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain

class ResponseRequestTest :
    FunSpec({
        fun request(options: ResponseRequest.Builder.() -> Unit) = ResponseRequest.Builder().apply(options).build()

        fun hello(options: ResponseRequest.Builder.() -> Unit = {}) = request {
            model = "m"
            input("Hello!")
            options()
        }

        test("the least is a model and a text") {
            hello().body shouldBe json("""{"model":"m","input":"Hello!"}""")
            hello().streamBody() shouldBe json("""{"model":"m","input":"Hello!","stream":true}""")
        }

        test("every option has its field") {
            hello {
                instructions("i").previousResponseId("r").conversation("c").prompt(json("""{"id":"p"}"""))
                tool(ResponseTool.function("f", "d", json("""{"type":"object"}"""), true)).tool(ResponseTool.custom("g"))
                tool(ResponseTool.builtIn("web_search")).toolChoice(ResponseToolChoice.function("f")).parallelToolCalls(false)
                maxToolCalls(2).maxOutputTokens(3).temperature(0.5).topP(0.25).topLogprobs(4)
                reasoningEffort("low").reasoningSummary("auto").textFormat(json("""{"type":"json_object"}""")).verbosity("high")
                truncation("auto").contextManagement(listOf(json("""{"type":"compaction"}"""))).include(listOf("a", "b"))
                store(false).background(true).metadata(mapOf("k" to "v")).moderation(json("""{"model":"o"}""")).serviceTier("flex")
                promptCacheKey("x").promptCacheOptions(json("""{"mode":"explicit"}""")).promptCacheRetention("24h")
                safetyIdentifier("s").endUser("u").extraBody(json("""{"new_option":1}"""))
            }.body shouldBe json(
                """{"model":"m","input":"Hello!","instructions":"i","previous_response_id":"r","conversation":"c","prompt":{"id":"p"},
                "tools":[{"type":"function","name":"f","description":"d","parameters":{"type":"object"},"strict":true},
                {"type":"custom","name":"g"},{"type":"web_search"}],"tool_choice":{"type":"function","name":"f"},
                "parallel_tool_calls":false,"max_tool_calls":2,"max_output_tokens":3,"temperature":0.5,"top_p":0.25,"top_logprobs":4,
                "reasoning":{"effort":"low","summary":"auto"},"text":{"format":{"type":"json_object"},"verbosity":"high"},
                "truncation":"auto","context_management":[{"type":"compaction"}],"include":["a","b"],"store":false,"background":true,
                "metadata":{"k":"v"},"moderation":{"model":"o"},"service_tier":"flex","prompt_cache_key":"x",
                "prompt_cache_options":{"mode":"explicit"},"prompt_cache_retention":"24h","safety_identifier":"s","user":"u",
                "new_option":1}""",
            )
        }

        test("an option that is a field of another leaves the others of it") {
            val builder = ResponseRequest.Builder().reasoning(json("""{"mode":"pro"}""")).reasoningEffort("high")
            builder.reasoning shouldBe json("""{"mode":"pro","effort":"high"}""")
            builder.reasoningEffort shouldBe "high"
            builder.reasoningEffort(null).reasoning shouldBe json("""{"mode":"pro"}""")
            builder.text shouldBe null
            builder.verbosity("low").verbosity(null).text shouldBe null
        }

        test("options that are taken back leave no field") {
            hello {
                temperature(
                    0.5,
                ).temperature(null).conversation("c").conversation(null).tools(listOf(ResponseTool.builtIn("x"))).tools(emptyList())
            }.body shouldBe json("""{"model":"m","input":"Hello!"}""")
        }

        test("every kind of input has its form") {
            val answer = Response(
                json(
                    """{"output":[{"type":"reasoning","id":"rs","summary":[],"encrypted_content":null},
                    {"type":"function_call","id":"fc","call_id":"c1","name":"f","arguments":"{}"}]}""",
                ),
                null,
            )
            request {
                model = "m"
                system("a").developer("b").user("c").assistant("d").output(answer).functionCallOutput("c1", "7")
                item(ResponseInputItem.customToolCallOutput("c2", "8")).item(ResponseInputItem.reference("msg_1"))
                user(
                    listOf(
                        ResponseInputPart.text("e"),
                        ResponseInputPart.imageUrl("https://i.test", "low"),
                        ResponseInputPart.imageFile("file-1"),
                        ResponseInputPart.file("file-2"),
                        ResponseInputPart.fileUrl("https://f.test"),
                        ResponseInputPart.fileData("a.pdf", "data:application/pdf;base64,QQ=="),
                        ResponseInputPart.of(json("""{"type":"y"}""")),
                    ),
                )
                item(ResponseInputItem.of(json("""{"type":"x"}""")))
            }.body["input"].toString() shouldBe
                """[{"role":"system","content":"a"},{"role":"developer","content":"b"},{"role":"user","content":"c"},""" +
                """{"role":"assistant","content":"d"},{"type":"reasoning","id":"rs","summary":[]},""" +
                """{"type":"function_call","id":"fc","call_id":"c1","name":"f","arguments":"{}"},""" +
                """{"type":"function_call_output","call_id":"c1","output":"7"},""" +
                """{"type":"custom_tool_call_output","call_id":"c2","output":"8"},{"type":"item_reference","id":"msg_1"},""" +
                """{"role":"user","content":[{"type":"input_text","text":"e"},""" +
                """{"type":"input_image","image_url":"https://i.test","detail":"low"},""" +
                """{"type":"input_image","file_id":"file-1","detail":"auto"},{"type":"input_file","file_id":"file-2"},""" +
                """{"type":"input_file","file_url":"https://f.test"},""" +
                """{"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,QQ=="},{"type":"y"}]},{"type":"x"}]"""
        }

        test("a text becomes a message when more follows it") {
            hello { user("Still there?") }.body["input"].toString() shouldBe
                """[{"role":"user","content":"Hello!"},{"role":"user","content":"Still there?"}]"""
            ResponseRequest.Builder().input("a").input shouldBe listOf(ResponseInputItem.user("a"))
        }

        test("every tool and choice has its form") {
            ResponseTool.function("f").json shouldBe json("""{"type":"function","name":"f","parameters":null,"strict":false}""")
            ResponseTool.custom("g", "d", json("""{"type":"text"}""")).json shouldBe
                json("""{"type":"custom","name":"g","description":"d","format":{"type":"text"}}""")
            ResponseTool.of(json("""{"type":"mcp","server_label":"s"}""")).type shouldBe "mcp"
            listOf(ResponseToolChoice.AUTO, ResponseToolChoice.NONE, ResponseToolChoice.REQUIRED).map { it.json.toString() } shouldBe
                listOf("\"auto\"", "\"none\"", "\"required\"")
            ResponseToolChoice.custom("g").json shouldBe json("""{"type":"custom","name":"g"}""")
            ResponseToolChoice.builtIn("file_search").json shouldBe json("""{"type":"file_search"}""")
        }

        test("a request is the start of another") {
            val first = hello { streamOptions = json("""{"include_obfuscation":false}""") }
            val second = first.newBuilder().temperature(0.5).build()
            first.body shouldBe json("""{"model":"m","input":"Hello!"}""")
            second.streamBody() shouldBe json(
                """{"model":"m","input":"Hello!","temperature":0.5,"stream_options":{"include_obfuscation":false},"stream":true}""",
            )
            hello { user("secret") }.toString() shouldNotContain "secret"
        }

        context("what cannot be answered is refused before it is sent") {
            test("no model") {
                shouldThrow<InvalidRequestException> { request { user("a") } }.message!! shouldContain "model"
                request {
                    prompt = json("""{"id":"p"}""")
                }.body shouldBe json("""{"prompt":{"id":"p"}}""")
            }
            test("no input") {
                shouldThrow<InvalidRequestException> { request { model = "m" } }.message!! shouldContain "input"
                request {
                    model = "m"
                    previousResponseId = "r"
                }
            }
            test("stream by hand") {
                shouldThrow<InvalidRequestException> { hello { extraBody = json("""{"stream":true}""") } }.message!! shouldContain "stream("
            }
            test("a number that JSON has not") {
                shouldThrow<InvalidRequestException> { hello { temperature = Double.NaN } }
            }
        }
    })
