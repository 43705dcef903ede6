package dev.sluice.testing.offline.anthropic

import dev.sluice.testing.offline.request.Body
import dev.sluice.testing.offline.request.Output
import dev.sluice.testing.offline.request.Question
import dev.sluice.testing.offline.request.RequestFault
import dev.sluice.testing.offline.request.SchemaInText
import dev.sluice.testing.offline.request.Speaker
import dev.sluice.testing.offline.request.ToolCall
import dev.sluice.testing.offline.request.Tools
import dev.sluice.testing.offline.request.Turn
import dev.sluice.testing.offline.request.textOf
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject

/** Reads requests to Anthropic's messages. */
internal object MessageQuestions {
    /** Throws [RequestFault] for what Anthropic would refuse. Only a count of tokens needs no limit on them. */
    fun read(body: Body, needsLimit: Boolean = true): Question {
        val model = body.text("model") ?: throw required("model")
        val maxTokens = body.int("max_tokens")
        if (maxTokens == null && needsLimit) throw required("max_tokens")
        if (maxTokens != null && maxTokens < 1) {
            throw RequestFault(400, "max_tokens: Input should be greater than or equal to 1", "max_tokens")
        }
        if ("messages" !in body) throw required("messages")
        val messages = body.objects("messages")
        if (messages.isEmpty()) throw RequestFault(400, "messages: at least one message is required", "messages")
        val calls = messages.flatMap(::blocks).filter { it.text("type") == "tool_use" }.associate { it.text("id") to callOf(it) }
        val system = listOfNotNull(body.json["system"]).map { Turn(Speaker.SYSTEM, textOf(it)) }
        val turns = system + messages.flatMapIndexed { index, message -> turns(index, message, calls) }
        return Question(model, turns, output(body, turns), tools(body), maxTokens, body.flag("stream"), body.json)
    }

    private fun blocks(message: Body): List<Body> =
        (message.json["content"] as? JsonArray).orEmpty().filterIsInstance<JsonObject>().map(::Body)

    private fun callOf(block: Body) = ToolCall(block.text("name").orEmpty(), block.at("input").json.toString())

    private fun turns(index: Int, message: Body, calls: Map<String?, ToolCall>): List<Turn> {
        val text = textOf(message.json["content"])
        return when (val role = message.text("role")) {
            "user" -> userTurns(message, calls)

            "assistant" -> listOf(Turn(Speaker.ASSISTANT, text))

            "system" -> listOf(Turn(Speaker.SYSTEM, text))

            else -> throw RequestFault(
                400,
                "messages.$index.role: Input should be 'user' or 'assistant', is '$role'",
                "messages.$index.role",
            )
        }
    }

    /** The results of tools are turns of their own; what is said beside them is the user's. */
    private fun userTurns(message: Body, calls: Map<String?, ToolCall>): List<Turn> {
        val (results, rest) = blocks(message).partition { it.text("type") == "tool_result" }
        if (results.isEmpty()) return listOf(Turn(Speaker.USER, textOf(message.json["content"])))
        val said = textOf(JsonArray(rest.map { it.json }))
        return results.map { Turn.ofTool(textOf(it.json["content"]), calls[it.text("tool_use_id")]) } +
            listOfNotNull(said.takeIf { it.isNotBlank() }?.let { Turn(Speaker.USER, it) })
    }

    private fun output(body: Body, turns: List<Turn>): Output? {
        val format = body.at("output_config").at("format").takeIf { it.json.isNotEmpty() } ?: body.at("output_format")
        val schema = format.json["schema"].takeIf { format.text("type") == "json_schema" } ?: return SchemaInText.find(turns)
        return Output(Body(schema as? JsonObject ?: SchemaInText.ANY_OBJECT).text("title") ?: "answer", null, schema)
    }

    private fun tools(body: Body): Tools {
        val choice = body.at("tool_choice")
        if (choice.text("type") == "none") return Tools.NONE
        val offered = body.objects("tools").mapNotNull { tool ->
            tool.text("name")?.let { Output(it, tool.text("description"), tool.json["input_schema"] ?: SchemaInText.ANY_OBJECT) }
        }
        val isParallel = !choice.flag("disable_parallel_tool_use")
        val wanted = choice.text("name") ?: return Tools(offered, isRequired = choice.text("type") == "any", isParallel)
        val tool = offered.firstOrNull { it.name == wanted }
            ?: throw RequestFault(400, "tool_choice.name: no tool is called '$wanted'", "tool_choice")
        return Tools(listOf(tool), isRequired = true, isParallel = false)
    }

    private fun required(parameter: String) = RequestFault(400, "$parameter: Field required", parameter)
}
