package dev.sluice.testing.offline.openai.responses

import dev.sluice.testing.offline.openai.OpenAiFaults
import dev.sluice.testing.offline.openai.OpenAiTools
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
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** Reads requests for responses. */
internal object ResponseQuestions {
    /** The question of [body], behind what was said [before]. Throws [RequestFault] for what OpenAI would refuse. */
    fun read(body: Body, before: List<JsonObject>): Question {
        val model = body.text("model") ?: throw OpenAiFaults.missing("model")
        val maxTokens = body.int("max_output_tokens")
        if (maxTokens != null && maxTokens < 1) throw OpenAiFaults.tooSmall("max_output_tokens", maxTokens, least = 1)
        val items = before + input(body)
        val instructions = listOfNotNull(body.text("instructions")?.let { Turn(Speaker.SYSTEM, it) })
        val turns = instructions + turns(items.map(::Body))
        return Question(model, turns, output(body, turns), tools(body), maxTokens, body.flag("stream"), body.json)
    }

    /** The items of the request's input; a text alone is a message of the user's. */
    fun input(body: Body): List<JsonObject> {
        val input = body.json["input"]
        val items = when {
            input is JsonPrimitive && input.isString -> listOf(message(input.content))
            else -> (input as? JsonArray)?.filterIsInstance<JsonObject>().orEmpty()
        }
        return items.ifEmpty { throw OpenAiFaults.missing("input") }
    }

    private fun message(text: String) = buildJsonObject {
        put("type", "message")
        put("role", "user")
        put("content", text)
    }

    private fun turns(items: List<Body>): List<Turn> {
        val calls = items.filter { it.text("type") == "function_call" }
            .associate { it.text("call_id") to ToolCall(it.text("name").orEmpty(), it.text("arguments").orEmpty()) }
        return items.mapIndexedNotNull { index, item -> turn(item, index, calls) }
    }

    /** Null for what says nothing, such as what a model thought. */
    private fun turn(item: Body, index: Int, calls: Map<String?, ToolCall>): Turn? = when (item.text("type") ?: "message") {
        "message" -> Turn(speaker(item.text("role"), index), textOf(item.json["content"]))
        "function_call" -> Turn(Speaker.ASSISTANT, item.text("arguments").orEmpty())
        "function_call_output" -> Turn.ofTool(textOf(item.json["output"]), calls[item.text("call_id")])
        else -> null
    }

    private fun speaker(role: String?, index: Int): Speaker = when (role) {
        "system", "developer" -> Speaker.SYSTEM
        "user" -> Speaker.USER
        "assistant" -> Speaker.ASSISTANT
        else -> throw OpenAiFaults.invalid("input[$index].role", role)
    }

    private fun output(body: Body, turns: List<Turn>): Output? {
        val format = body.at("text").at("format")
        return when (format.text("type")) {
            "json_schema" -> Output(
                format.text("name") ?: throw OpenAiFaults.missing("text.format.name"),
                format.text("description"),
                format.json["schema"] ?: throw OpenAiFaults.missing("text.format.schema"),
            )

            "json_object" -> SchemaInText.find(turns, isJsonMode = true) ?: Output("answer", null, SchemaInText.ANY_OBJECT)

            else -> SchemaInText.find(turns)
        }
    }

    private fun tools(body: Body): Tools {
        if (body.text("tool_choice") == "none") return Tools.NONE
        val offered = body.objects("tools").filter { it.text("type") == "function" }.mapNotNull { tool ->
            val schema = tool.json["parameters"] as? JsonObject ?: SchemaInText.ANY_OBJECT
            tool.text("name")?.let { Output(it, tool.text("description"), schema) }
        }
        return OpenAiTools.chosen(offered, body.text("tool_choice"), body.at("tool_choice").text("name"), body)
    }
}
