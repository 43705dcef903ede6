package dev.sluice.testing.offline.request

import dev.sluice.testing.offline.anthropic.MessageQuestions
import dev.sluice.testing.offline.json
import dev.sluice.testing.offline.openai.ChatQuestions
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FunSpec
import io.kotest.datatest.withData
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.serialization.json.JsonPrimitive

private const val SCHEMA = """{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}"""

class QuestionsTest :
    FunSpec({
        fun openAi(rest: String) = ChatQuestions.read(Body.parse("""{"model":"m","messages":[{"role":"user","content":"Hi"}]$rest}"""))

        fun anthropic(rest: String) =
            MessageQuestions.read(Body.parse("""{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]$rest}"""))

        fun outputs(question: Question) = listOfNotNull(question.output).map { Triple(it.name, false, it.schema) } +
            question.tools.offered.map { Triple(it.name, true, it.schema) }

        test("OpenAI: the type is found in every mode") {
            val format = """{"type":"json_schema","json_schema":{"name":"User","strict":true,"schema":$SCHEMA}}"""
            outputs(openAi(""","response_format":$format""")) shouldContainExactly listOf(Triple("User", false, json(SCHEMA)))
            val other = """{"type":"function","function":{"name":"A","parameters":{}}}"""
            val tools = ""","tools":[$other,{"type":"function","function":{"name":"User","parameters":$SCHEMA}}]"""
            outputs(openAi("""$tools,"tool_choice":{"type":"function","function":{"name":"User"}}""")) shouldContainExactly
                listOf(Triple("User", true, json(SCHEMA)))
            outputs(openAi("""$tools,"tool_choice":"required"""")).map { it.first } shouldContainExactly listOf("A", "User")
            outputs(openAi("""$tools,"tool_choice":"none"""")) shouldBe emptyList()
            outputs(openAi("")) shouldBe emptyList()
        }

        test("OpenAI: the schema may stand in the system message") {
            val system = JsonPrimitive("Answer with JSON that conforms to {this} schema:\n```json\n$SCHEMA\n```\nNothing else.")
            val messages = """[{"role":"system","content":$system},{"role":"user","content":"Hi"}]"""
            val body = """{"model":"m","messages":$messages,"response_format":{"type":"json_object"}}"""
            outputs(ChatQuestions.read(Body.parse(body))) shouldContainExactly listOf(Triple("answer", false, json(SCHEMA)))
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
            val turns = MessageQuestions.read(Body.parse(body)).turns
            turns.map { it.speaker } shouldContainExactly listOf(Speaker.SYSTEM, Speaker.USER, Speaker.ASSISTANT, Speaker.USER)
            turns[1].text.lines().filter { it.isNotEmpty() } shouldContainExactly listOf("One.", "Two.")
            turns[3].isRefusal shouldBe true
            Conversation.of(turns).source.passage.text shouldBe turns[1].text
        }

        test("OpenAI: a tool message that finds fault is a refusal, any other a result") {
            val body = """{"model":"m","messages":[{"role":"user","content":"It costs 9."},
            {"role":"assistant","content":null,"tool_calls":[]},
            {"role":"tool","tool_call_id":"t","content":"${'$'}.price: must be at most 5"}]}"""
            Conversation.of(ChatQuestions.read(Body.parse(body)).turns).amendments.single().path shouldContainExactly listOf("price")
            val good = Conversation.of(
                ChatQuestions.read(Body.parse(body.replace("${'$'}.price: must be at most 5", "9 pieces left"))).turns,
            )
            good.amendments.shouldBeEmpty()
            good.results.single().text shouldBe "9 pieces left"
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
                Triple("OpenAI", """{"model":"m","messages":[{"role":"user","content":"x"}],"max_tokens":0}""", "max_completion_tokens"),
                Triple("Anthropic", """{"model":"m","messages":[{"role":"user","content":"x"}]}""", "max_tokens"),
                Triple("Anthropic", """{"model":"m","max_tokens":0,"messages":[{"role":"user","content":"x"}]}""", "max_tokens"),
                Triple("Anthropic", """{"max_tokens":1,"messages":[{"role":"user","content":"x"}]}""", "model"),
            ) { (provider, body, parameter) ->
                val fault = shouldThrow<RequestFault> {
                    Body.parse(body).let { if (provider == "OpenAI") ChatQuestions.read(it) else MessageQuestions.read(it) }
                }
                fault.status to fault.parameter shouldBe (400 to parameter)
            }
        }
    })
