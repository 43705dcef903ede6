package dev.sluice.anthropic

import dev.sluice.errors.InvalidRequestException
import dev.sluice.wire.json
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain

class MessageRequestTest :
    FunSpec({
        fun hello(options: MessageRequest.Builder.() -> Unit = {}) = MessageRequest.Builder().model("claude-haiku-4-5").maxTokens(64)
            .user("Hello!").apply(options).build()

        val hello = """"model":"claude-haiku-4-5","max_tokens":64,"messages":[{"role":"user","content":"Hello!"}]"""

        test("the least is a model, a limit of tokens and a message") {
            hello().body shouldBe json("{$hello}")
            hello().streamBody() shouldBe json("""{$hello,"stream":true}""")
        }

        test("every option has its field") {
            hello {
                system("s").temperature(0.5).topP(0.25).topK(5).stopSequences(listOf("x")).serviceTier("auto")
                tool(Tool.custom("f", "d", json("""{"type":"object"}"""))).tool(Tool.of(json("""{"type":"web_search"}""")))
                toolChoice(ToolChoice.tool("f").withoutParallelUse()).thinking(Thinking.enabled(2048))
                outputConfig(OutputConfig.effort("low")).metadata(mapOf("user_id" to "u"))
                cacheControl(CacheControl.ONE_HOUR).speed("fast").inferenceGeo("us")
                betas(listOf("not in the body"))
            }.body shouldBe json(
                """{$hello,"system":"s","temperature":0.5,"top_p":0.25,"top_k":5,"stop_sequences":["x"],"service_tier":"auto",
                "tools":[{"name":"f","description":"d","input_schema":{"type":"object"}},{"type":"web_search"}],
                "tool_choice":{"type":"tool","name":"f","disable_parallel_tool_use":true},
                "thinking":{"type":"enabled","budget_tokens":2048},"output_config":{"effort":"low"},"metadata":{"user_id":"u"},
                "cache_control":{"type":"ephemeral","ttl":"1h"},"speed":"fast","inference_geo":"us"}""",
            )
        }

        test("instructions may stand in blocks, which take the place of the text") {
            val builder = MessageRequest.Builder().system(
                "s",
            ).systemBlocks(listOf(ContentBlockParam.text("a").cached(CacheControl.ONE_HOUR)))
            builder.system shouldBe null
            builder.systemBlocks.single().json shouldBe
                json("""{"type":"text","text":"a","cache_control":{"type":"ephemeral","ttl":"1h"}}""")
            builder.system("t").systemBlocks shouldBe emptyList()
        }

        test("every kind of block has its form") {
            listOf(
                ContentBlockParam.text("a") to """{"type":"text","text":"a"}""",
                ContentBlockParam.text("a").cached() to """{"type":"text","text":"a","cache_control":{"type":"ephemeral"}}""",
                ContentBlockParam.image("QQ==", "image/png") to
                    """{"type":"image","source":{"type":"base64","media_type":"image/png","data":"QQ=="}}""",
                ContentBlockParam.imageUrl("https://i.test") to """{"type":"image","source":{"type":"url","url":"https://i.test"}}""",
                ContentBlockParam.document("QQ==", "application/pdf") to
                    """{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"QQ=="}}""",
                ContentBlockParam.documentUrl("https://d.test") to """{"type":"document","source":{"type":"url","url":"https://d.test"}}""",
                ContentBlockParam.imageFile("f1") to """{"type":"image","source":{"type":"file","file_id":"f1"}}""",
                ContentBlockParam.documentFile("f1") to """{"type":"document","source":{"type":"file","file_id":"f1"}}""",
                ContentBlockParam.documentText("a").titled("T").context("C").cited().cached() to
                    """{"type":"document","source":{"type":"text","media_type":"text/plain","data":"a"},"title":"T","context":"C",
                    "citations":{"enabled":true},"cache_control":{"type":"ephemeral"}}""",
                ContentBlockParam.toolResult("t1", listOf(ContentBlockParam.text("a")), isError = true) to
                    """{"type":"tool_result","tool_use_id":"t1","content":[{"type":"text","text":"a"}],"is_error":true}""",
                ContentBlockParam.of(json("""{"type":"search_result"}""")) to """{"type":"search_result"}""",
                ContentBlockParam.toolResult("t1", "7") to """{"type":"tool_result","tool_use_id":"t1","content":"7"}""",
                ContentBlockParam.toolResult("t1", "no", isError = true) to
                    """{"type":"tool_result","tool_use_id":"t1","content":"no","is_error":true}""",
            ).forEach { (block, text) -> block.json shouldBe json(text) }
        }

        test("choices and thinking have their forms") {
            listOf(ToolChoice.AUTO, ToolChoice.ANY, ToolChoice.NONE, ToolChoice.tool("f")).map { it.json.toString() } shouldBe
                listOf("""{"type":"auto"}""", """{"type":"any"}""", """{"type":"none"}""", """{"type":"tool","name":"f"}""")
            listOf(Thinking.ADAPTIVE, Thinking.DISABLED).map { it.json.toString() } shouldBe
                listOf("""{"type":"adaptive"}""", """{"type":"disabled"}""")
            Thinking.ADAPTIVE.display("omitted").json shouldBe json("""{"type":"adaptive","display":"omitted"}""")
            Tool.custom("f", null, json("{}")).strict().cached().json shouldBe
                json("""{"name":"f","input_schema":{},"strict":true,"cache_control":{"type":"ephemeral"}}""")
            OutputConfig.jsonSchema(json("""{"type":"object"}""")).withEffort("max").json shouldBe
                json("""{"format":{"type":"json_schema","schema":{"type":"object"}},"effort":"max"}""")
        }

        test("a builder from a request holds all of it, and changes only what it makes") {
            val first = hello {
                temperature = 1.0
                betas = listOf("b")
                extraBody = json("""{"a":1}""")
                extraHeaders = mapOf("X-A" to "b")
                extraQuery = mapOf("q" to "r")
            }
            val second = first.newBuilder().temperature(null).assistant("Hi").build()
            second.body shouldBe json(
                """{"model":"claude-haiku-4-5","max_tokens":64,"a":1,
                "messages":[{"role":"user","content":"Hello!"},{"role":"assistant","content":"Hi"}]}""",
            )
            listOf(second.betas, second.options.extraHeaders, second.options.extraQuery) shouldBe
                listOf(listOf("b"), mapOf("X-A" to "b"), mapOf("q" to "r"))
            first.body shouldBe json("""{$hello,"temperature":1.0,"a":1}""")
        }

        test("what cannot be sent is refused, and the message says what to do") {
            fun message(builder: MessageRequest.Builder) = shouldThrow<InvalidRequestException> { builder.build() }.message!!
            message(MessageRequest.Builder().maxTokens(1).user("a")) shouldContain "set model"
            shouldThrow<InvalidRequestException> { MessageRequest.Builder().model("m").user("a").build().checkLimit() }
                .message!! shouldContain "set maxTokens"
            message(MessageRequest.Builder().model("m").maxTokens(1)) shouldContain "user("
            message(hello().newBuilder().extraBody(json("""{"stream":true}"""))) shouldContain "stream(…)"
            hello {
                maxTokens = null
                extraBody = json("""{"max_tokens":7}""")
            }.body["max_tokens"].toString() shouldBe "7"
        }
    })
