package dev.sluice.gemini

import dev.sluice.errors.InvalidRequestException
import dev.sluice.wire.json
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain

class GenerateContentRequestTest :
    FunSpec({
        fun hello(options: GenerateContentRequest.Builder.() -> Unit = {}) =
            GenerateContentRequest.Builder().hello().apply(options).build()

        val hello = """"contents":[{"role":"user","parts":[{"text":"Hello!"}]}]"""

        test("the least is a model, which is no field, and content") {
            hello().run {
                body shouldBe json("{$hello}")
                model shouldBe "gemini-1"
                toString() shouldNotContain "Hello"
            }
        }

        test("every option has its field") {
            hello {
                system("s").cachedContent("cachedContents/c").serviceTier("flex")
                tool(Tool.function("f", "d", json("""{"type":"object"}"""))).tool(Tool.GOOGLE_SEARCH).tool(Tool.CODE_EXECUTION)
                toolConfig(ToolConfig.anyOf(listOf("f"))).safetySettings(listOf(SafetySetting("C", "OFF")))
                temperature(0.5).topP(0.25).topK(5).candidateCount(2).maxOutputTokens(64).stopSequences(listOf("x"))
                presencePenalty(0.5).frequencyPenalty(-0.5).seed(7).responseLogprobs(true).logprobs(3)
                responseMimeType("application/json").responseJsonSchema(json("""{"type":"object"}"""))
                responseModalities(listOf("TEXT")).mediaResolution("MEDIA_RESOLUTION_LOW").thinkingConfig(ThinkingConfig.budget(9))
            }.body shouldBe json(
                """{$hello,"systemInstruction":{"parts":[{"text":"s"}]},"cachedContent":"cachedContents/c","serviceTier":"flex",
                "tools":[{"functionDeclarations":[{"name":"f","description":"d","parametersJsonSchema":{"type":"object"}}]},
                {"googleSearch":{}},{"codeExecution":{}}],
                "toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["f"]}},
                "safetySettings":[{"category":"C","threshold":"OFF"}],
                "generationConfig":{"temperature":0.5,"topP":0.25,"topK":5,"candidateCount":2,"maxOutputTokens":64,"stopSequences":["x"],
                "presencePenalty":0.5,"frequencyPenalty":-0.5,"seed":7,"responseLogprobs":true,"logprobs":3,
                "responseMimeType":"application/json","responseJsonSchema":{"type":"object"},"responseModalities":["TEXT"],
                "mediaResolution":"MEDIA_RESOLUTION_LOW","thinkingConfig":{"thinkingBudget":9}}}""",
            )
        }

        test("every kind of part has its form") {
            val call = FunctionCall(json("""{"id":"c1","name":"f","args":{"x":1}}"""))
            listOf(
                Part.text("a") to """{"text":"a"}""",
                Part.inlineData("QQ==", "image/png") to """{"inlineData":{"mimeType":"image/png","data":"QQ=="}}""",
                Part.fileData("https://f.test", "application/pdf") to
                    """{"fileData":{"mimeType":"application/pdf","fileUri":"https://f.test"}}""",
                Part.fileData("https://f.test") to """{"fileData":{"fileUri":"https://f.test"}}""",
                Part.functionResponse(call, json("""{"r":2}""")) to
                    """{"functionResponse":{"id":"c1","name":"f","response":{"r":2}}}""",
                Part.functionResponse(FunctionCall(json("""{"name":"f"}""")), json("{}")) to
                    """{"functionResponse":{"name":"f","response":{}}}""",
                Part.of(json("""{"toolCall":{}}""")) to """{"toolCall":{}}""",
            ).forEach { (part, text) -> part.json shouldBe json(text) }
        }

        test("settings have their forms") {
            listOf(ToolConfig.AUTO, ToolConfig.NONE, ToolConfig.ANY).map { it.json.toString() } shouldBe
                listOf("AUTO", "NONE", "ANY").map { """{"functionCallingConfig":{"mode":"$it"}}""" }
            listOf(ThinkingConfig.DYNAMIC, ThinkingConfig.DISABLED, ThinkingConfig.level("LOW").withThoughts())
                .map { it.json.toString() } shouldBe
                listOf("""{"thinkingBudget":-1}""", """{"thinkingBudget":0}""", """{"thinkingLevel":"LOW","includeThoughts":true}""")
        }

        test("an answer's content goes back as it is") {
            val content = Content.of(json("""{"role":"model","parts":[{"text":"a","thoughtSignature":"s"},{"new":1}]}"""))
            hello { content(content).user(listOf(Part.text("b"))).model(listOf(Part.text("c"))) }.body shouldBe json(
                """{"contents":[{"role":"user","parts":[{"text":"Hello!"}]},
                {"role":"model","parts":[{"text":"a","thoughtSignature":"s"},{"new":1}]},
                {"role":"user","parts":[{"text":"b"}]},{"role":"model","parts":[{"text":"c"}]}]}""",
            )
        }

        test("extra fields stand over the options, and those of the generation beside them") {
            hello {
                temperature = 0.5
                extraBody = json("""{"labels":{"a":"b"},"generationConfig":{"speechConfig":{},"topK":3}}""")
            }.body shouldBe
                json("""{$hello,"labels":{"a":"b"},"generationConfig":{"temperature":0.5,"speechConfig":{},"topK":3}}""")
        }

        test("a builder from a request holds all of it, and changes only what it makes") {
            val first = hello {
                temperature = 1.0
                system = "s"
                extraHeaders = mapOf("X-A" to "b")
            }
            val second = first.newBuilder().temperature(null).system(null).user("More").model("gemini-2").build()
            second.body shouldBe
                json("""{"contents":[{"role":"user","parts":[{"text":"Hello!"}]},{"role":"user","parts":[{"text":"More"}]}]}""")
            listOf(second.model, second.options.extraHeaders) shouldBe listOf("gemini-2", mapOf("X-A" to "b"))
            first.newBuilder().system shouldBe "s"
            first.body shouldBe
                json("""{$hello,"systemInstruction":{"parts":[{"text":"s"}]},"generationConfig":{"temperature":1.0}}""")
        }

        test("what cannot be sent is refused, and the message says what to do") {
            fun message(builder: GenerateContentRequest.Builder) = shouldThrow<InvalidRequestException> { builder.build() }.message!!
            message(GenerateContentRequest.Builder().user("a")) shouldContain "set model"
            message(GenerateContentRequest.Builder().model("m")) shouldContain "user("
        }
    })
