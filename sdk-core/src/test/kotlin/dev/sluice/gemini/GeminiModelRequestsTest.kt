package dev.sluice.gemini

import dev.sluice.model.FinishReason
import dev.sluice.model.Message
import dev.sluice.model.ModelReply
import dev.sluice.model.ModelRequest
import dev.sluice.model.OutputMode
import dev.sluice.model.OutputSpec
import dev.sluice.model.Rejection
import dev.sluice.model.Role
import dev.sluice.model.Usage
import dev.sluice.schema.AnySchema
import dev.sluice.schema.ObjectSchema
import dev.sluice.schema.PlainDialect
import dev.sluice.schema.PropertySchema
import dev.sluice.schema.Schema
import dev.sluice.schema.SchemaDocument
import dev.sluice.schema.StringSchema
import dev.sluice.wire.json
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.serialization.json.JsonObject

class GeminiModelRequestsTest :
    FunSpec({
        val requests = GeminiModelRequests(GeminiDialect, PlainDialect)
        val talk =
            listOf(Message(Role.SYSTEM, "Be brief"), Message(Role.USER, "Who?"), Message(Role.ASSISTANT, "Hm"), Message(Role.SYSTEM, "Now"))
        val contents = """{"role":"user","parts":[{"text":"Who?"}]},{"role":"model","parts":[{"text":"Hm"}]}"""
        val schema = """{"type":"object","properties":{"name":{"type":"string"}},"required":["name"],"propertyOrdering":["name"]}"""

        fun spec(mode: OutputMode, property: Schema = StringSchema()) =
            OutputSpec("User", "A user", SchemaDocument(ObjectSchema("User", listOf(PropertySchema("name", property)))), mode)

        fun of(output: OutputSpec?, rejections: List<Rejection> = emptyList(), extra: JsonObject = JsonObject(emptyMap())) = requests.of(
            ModelRequest(
                "gemini-1",
                talk,
                output,
                rejections,
                maxTokens = 9,
                temperature = 0.5,
                topP = 0.25,
                stop = listOf("x"),
                extraBody = extra,
            ),
        )

        val settings = """"maxOutputTokens":9,"temperature":0.5,"topP":0.25,"stopSequences":["x"]"""
        val system = """"systemInstruction":{"parts":[{"text":"Be brief\n\nNow"}]}"""

        test("system messages are lifted out, and each setting has its field") {
            of(null).run {
                request.body shouldBe json("""{$system,"contents":[$contents],"generationConfig":{$settings}}""")
                listOf(calls, concessions, request.model) shouldBe listOf(null, emptyList<String>(), "gemini-1")
            }
        }

        test("a schema is asked for by structured output") {
            of(spec(OutputMode.JSON_SCHEMA)).run {
                request.body shouldBe json(
                    """{$system,"contents":[$contents],
                    "generationConfig":{"responseMimeType":"application/json","responseJsonSchema":$schema,$settings}}""",
                )
                calls shouldBe null
                concessions.shouldBeEmpty()
            }
        }

        test("a tool is asked for by a function that must be called") {
            of(spec(OutputMode.TOOLS)).run {
                request.body shouldBe json(
                    """{$system,"contents":[$contents],"generationConfig":{$settings},
                    "tools":[{"functionDeclarations":[{"name":"User","description":"A user","parametersJsonSchema":$schema}]}],
                    "toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["User"]}}}""",
                )
                calls!!.tools.single().name shouldBe "User"
            }
        }

        test("a schema that the model cannot be held to stands in the instructions, and the plan says so") {
            for (output in listOf(spec(OutputMode.JSON_SCHEMA, AnySchema()), spec(OutputMode.JSON_OBJECT))) {
                val mapped = of(output)
                val config = mapped.request.body["generationConfig"] as JsonObject
                listOf("responseMimeType" in config, "responseJsonSchema" in config) shouldBe listOf(true, false)
                val told = Content.of(mapped.request.body["systemInstruction"] as JsonObject).text
                told shouldContain "Be brief\n\nNow\n\nAnswer with one JSON object"
                told shouldContain "of User (A user):\n{\"type\":\"object\""
            }
            of(spec(OutputMode.JSON_SCHEMA, AnySchema())).concessions.joinToString() shouldContain "stands in the instructions instead"
        }

        test("what else the caller sets for the generation stands beside the form of the answer") {
            val extra = json("""{"generationConfig":{"thinkingConfig":{"thinkingBudget":0}},"labels":{}}""")
            val body = of(spec(OutputMode.JSON_SCHEMA), extra = extra).request.body
            (body["generationConfig"] as JsonObject).keys shouldBe
                setOf("responseMimeType", "responseJsonSchema", "maxOutputTokens", "temperature", "topP", "stopSequences", "thinkingConfig")
            ("labels" in body) shouldBe true
        }

        context("asking again") {
            fun rejection(message: String?, text: String = "") =
                Rejection(ModelReply(text, FinishReason.STOP, Usage.NONE, message?.let(::json)), "wrong")

            fun added(mode: OutputMode, rejection: Rejection) =
                (of(spec(mode), listOf(rejection)).request.body["contents"] as List<*>).drop(2).map { it.toString() }

            val wrong = """{"role":"user","parts":[{"text":"wrong"}]}"""
            val said = """{"role":"model","parts":[{"text":"{}"}]}"""
            val called = """{"role":"model","parts":[{"functionCall":{"id":"c1","name":"User","args":{}},"thoughtSignature":"s"},""" +
                """{"functionCall":{"name":"other","args":{}}}]}"""

            test("text goes back as it was, the errors as the user's words") {
                added(OutputMode.JSON_SCHEMA, rejection(said)) shouldBe listOf(said, wrong)
                added(OutputMode.TOOLS, rejection(said)) shouldBe listOf(said, wrong)
            }

            test("each call gets the errors as what its function gave back") {
                added(OutputMode.TOOLS, rejection(called)) shouldBe listOf(
                    called,
                    """{"role":"user","parts":[{"functionResponse":{"id":"c1","name":"User","response":{"error":"wrong"}}},""" +
                        """{"functionResponse":{"name":"other","response":{"error":"wrong"}}}]}""",
                )
            }

            test("what cannot stand as it was goes back as text") {
                val asText = listOf("""{"role":"model","parts":[{"text":"raw"}]}""", wrong)
                added(OutputMode.JSON_SCHEMA, rejection(called, "raw")) shouldBe asText
                added(OutputMode.TOOLS, rejection(null, "raw")) shouldBe asText
                added(OutputMode.TOOLS, rejection("""{"role":"assistant","content":"x"}""", "raw")) shouldBe asText
            }

            test("an answer that said nothing leaves only its errors") {
                added(OutputMode.TOOLS, rejection(null, " ")) shouldBe listOf(wrong)
            }
        }
    })
