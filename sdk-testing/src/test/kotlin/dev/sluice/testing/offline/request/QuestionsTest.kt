package dev.sluice.testing.offline.request

import dev.sluice.testing.offline.json
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.JsonPrimitive

private const val SCHEMA = """{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}"""

class QuestionsTest :
    FunSpec({
        fun openAi(rest: String) = OpenAiQuestions.read("""{"model":"m","messages":[{"role":"user","content":"Hi"}]$rest}""")

        fun anthropic(rest: String) =
            AnthropicQuestions.read("""{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]$rest}""")

        fun outputs(question: Question) = question.outputs.map { Triple(it.name, it.isTool, it.schema) }

        test("OpenAI: the type is found in every mode") {
            val format = """{"type":"json_schema","json_schema":{"name":"User","strict":true,"schema":$SCHEMA}}"""
            outputs(openAi(""","response_format":$format""")) shouldContainExactly listOf(Triple("User", false, json(SCHEMA)))
            val other = """{"type":"function","function":{"name":"A","parameters":{}}}"""
            val tools = ""","tools":[$other,{"type":"function","function":{"name":"User","parameters":$SCHEMA}}]"""
            outputs(openAi("""$tools,"tool_choice":{"type":"function","function":{"name":"User"}}""")) shouldContainExactly
                listOf(Triple("User", true, json(SCHEMA)))
            outputs(openAi("""$tools,"tool_choice":"required"""")).map { it.first } shouldContainExactly listOf("A", "User")
            outputs(openAi("""$tools,"tool_choice":"none"""")) shouldBe emptyList()
            openAi("").outputs shouldBe emptyList()
        }

        test("OpenAI: the schema may stand in the system message") {
            val system = JsonPrimitive("Answer with JSON that conforms to {this} schema:\n```json\n$SCHEMA\n```\nNothing else.")
            val messages = """[{"role":"system","content":$system},{"role":"user","content":"Hi"}]"""
            val body = """{"model":"m","messages":$messages,"response_format":{"type":"json_object"}}"""
            outputs(OpenAiQuestions.read(body)) shouldContainExactly listOf(Triple("answer", false, json(SCHEMA)))
        }

        test("Anthropic: the type is found in every mode") {
            outputs(anthropic(""","output_config":{"format":{"type":"json_schema","schema":$SCHEMA}}""")) shouldContainExactly
                listOf(Triple("answer", false, json(SCHEMA)))
            val tools = ""","tools":[{"name":"User","input_schema":$SCHEMA}]"""
            val user = listOf(Triple("User", true, json(SCHEMA)))
            outputs(anthropic("""$tools,"tool_choice":{"type":"tool","name":"User"}""")) shouldContainExactly user
            outputs(anthropic("""$tools,"tool_choice":{"type":"auto"}""")) shouldContainExactly user
        }

        test("content may be parts, and a tool's complaint is a refusal") {
            val body = """{"model":"m","max_tokens":9,"system":[{"type":"text","text":"Be brief."}],"messages":[
            {"role":"user","content":[{"type":"text","text":"One."},{"type":"image","source":{}},{"type":"text","text":"Two."}]},
            {"role":"assistant","content":[{"type":"tool_use","id":"t","name":"User","input":{}}]},
            {"role":"user","content":[
            {"type":"tool_result","tool_use_id":"t","is_error":true,"content":"${'$'}.name: must not be blank"}]}]}"""
            val turns = AnthropicQuestions.read(body).turns
            turns.map { it.speaker } shouldContainExactly listOf(Speaker.SYSTEM, Speaker.USER, Speaker.ASSISTANT, Speaker.USER)
            turns[1].text.lines().filter { it.isNotEmpty() } shouldContainExactly listOf("One.", "Two.")
            turns[3].isRefusal shouldBe true
            Conversation.of(turns).source.passage.text shouldBe turns[1].text
        }

        test("OpenAI: a tool message is a refusal") {
            val body = """{"model":"m","messages":[{"role":"user","content":"It costs 9."},
            {"role":"assistant","content":null,"tool_calls":[]},
            {"role":"tool","tool_call_id":"t","content":"${'$'}.price: must be at most 5"}]}"""
            Conversation.of(OpenAiQuestions.read(body).turns).amendments.single().path shouldContainExactly listOf("price")
        }

        context("what a provider refuses") {
            withData(
                nameFn = { "${it.first}: ${it.second}" },
                Triple("OpenAI", "{\"model\":", null),
                Triple("OpenAI", "[]", null),
                Triple("OpenAI", """{"messages":[]}""", "model"),
                Triple("OpenAI", """{"model":"m"}""", "messages"),
                Triple("OpenAI", """{"model":"m","messages":[]}""", "messages"),
                Triple("OpenAI", """{"model":"m","messages":[{"role":"robot","content":"x"}]}""", "messages[0].role"),
                Triple("Anthropic", """{"model":"m","messages":[{"role":"user","content":"x"}]}""", "max_tokens"),
                Triple("Anthropic", """{"model":"m","max_tokens":0,"messages":[{"role":"user","content":"x"}]}""", "max_tokens"),
                Triple("Anthropic", """{"max_tokens":1,"messages":[{"role":"user","content":"x"}]}""", "model"),
            ) { (provider, body, parameter) ->
                val read = if (provider == "OpenAI") OpenAiQuestions::read else AnthropicQuestions::read
                val fault = shouldThrow<RequestFault> { read(body) }
                fault.status to fault.parameter shouldBe (400 to parameter)
            }
        }
    })
