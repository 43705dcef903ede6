package dev.sluice.testing.offline.openai

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

/** Reads requests for chat completions. */
internal object ChatQuestions {
    /** Throws [RequestFault] for what OpenAI would refuse. */
    fun read(body: Body): Question {
        val model = body.text("model") ?: throw OpenAiFaults.missing("model")
        if ("messages" !in body) throw OpenAiFaults.missing("messages")
        val messages = body.objects("messages")
        if (messages.isEmpty()) throw RequestFault(400, "Parameter 'messages' must hold at least one message.", "messages", "empty_array")
        val maxTokens = body.int("max_completion_tokens") ?: body.int("max_tokens")
        if (maxTokens != null && maxTokens < 1) throw OpenAiFaults.tooSmall("max_completion_tokens", maxTokens, least = 1)
        val turns = turns(messages)
        return Question(model, turns, output(body, turns), tools(body), maxTokens, body.flag("stream"), body.json)
    }

    private fun turns(messages: List<Body>): List<Turn> {
        val calls = messages.flatMap { it.objects("tool_calls") }.associate { it.text("id") to callOf(it) }
        return messages.mapIndexed { index, message -> turn(message, index, calls) }
    }

    private fun callOf(call: Body): ToolCall = call.at("function").let {
        ToolCall(it.text("name").orEmpty(), it.text("arguments").orEmpty())
    }

    private fun turn(message: Body, index: Int, calls: Map<String?, ToolCall>): Turn {
        val text = textOf(message.json["content"])
        return when (val role = message.text("role")) {
            "system", "developer" -> Turn(Speaker.SYSTEM, text)
            "user" -> Turn(Speaker.USER, text)
            "assistant" -> Turn(Speaker.ASSISTANT, text)
            "tool", "function" -> Turn.ofTool(text, calls[message.text("tool_call_id")])
            else -> throw OpenAiFaults.invalid("messages[$index].role", role)
        }
    }

    private fun output(body: Body, turns: List<Turn>): Output? {
        val format = body.at("response_format")
        val named = format.at("json_schema")
        return when (format.text("type")) {
            "json_schema" -> Output(
                named.text("name") ?: "answer",
                named.text("description"),
                named.json["schema"] ?: throw OpenAiFaults.missing("response_format.json_schema.schema"),
            )

            "json_object" -> SchemaInText.find(turns, isJsonMode = true) ?: Output("answer", null, SchemaInText.ANY_OBJECT)

            else -> SchemaInText.find(turns)
        }
    }

    private fun tools(body: Body): Tools {
        if (body.text("tool_choice") == "none") return Tools.NONE
        val offered = body.objects("tools").filter { it.text("type") == "function" }.map { it.at("function") }.mapNotNull { tool ->
            tool.text("name")?.let { Output(it, tool.text("description"), tool.json["parameters"] ?: SchemaInText.ANY_OBJECT) }
        }
        return OpenAiTools.chosen(offered, body.text("tool_choice"), body.at("tool_choice").at("function").text("name"), body)
    }
}
