package dev.sluice.testing.offline.request

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject

/** Reads requests to Anthropic's messages. */
internal object AnthropicQuestions {
    /** Throws [RequestFault] for what Anthropic would refuse. */
    fun read(text: String): Question {
        val body = Body.parse(text)
        val model = body.text("model") ?: throw required("model")
        val maxTokens = body.int("max_tokens") ?: throw required("max_tokens")
        if (maxTokens < 1) throw RequestFault(400, "max_tokens: Input should be greater than or equal to 1", "max_tokens")
        if ("messages" !in body) throw required("messages")
        val system = listOfNotNull(body.json["system"]).map { Turn(Speaker.SYSTEM, textOf(it)) }
        val turns = body.objects("messages").mapIndexed(::turn)
        if (turns.isEmpty()) throw RequestFault(400, "messages: at least one message is required", "messages")
        return Question(model, system + turns, outputs(body, system + turns), maxTokens, body.flag("stream"), body.json)
    }

    private fun turn(index: Int, message: Body): Turn {
        val parts = (message.json["content"] as? JsonArray).orEmpty().filterIsInstance<JsonObject>().map(::Body)
        val isRefusal = parts.any {
            it.text("type") == "tool_result" &&
                (it.flag("is_error") || !Problems.isNone(textOf(it.json["content"])))
        }
        val text = textOf(message.json["content"])
        return when (val role = message.text("role")) {
            "user" -> Turn(Speaker.USER, text, isRefusal)

            "assistant" -> Turn(Speaker.ASSISTANT, text)

            "system" -> Turn(Speaker.SYSTEM, text)

            else -> throw RequestFault(
                400,
                "messages.$index.role: Input should be 'user' or 'assistant', is '$role'",
                "messages.$index.role",
            )
        }
    }

    private fun outputs(body: Body, turns: List<Turn>): List<Output> {
        val tools = tools(body)
        if (tools.isNotEmpty()) return tools
        val format = body.at("output_config").at("format").takeIf { it.json.isNotEmpty() } ?: body.at("output_format")
        val schema = format.json["schema"].takeIf { format.text("type") == "json_schema" }
        return listOfNotNull(
            schema?.let {
                Output(Body(it as? JsonObject ?: SchemaInText.ANY_OBJECT).text("title") ?: "answer", null, it, false)
            }
                ?: SchemaInText.find(turns),
        )
    }

    private fun tools(body: Body): List<Output> {
        val choice = body.at("tool_choice")
        if (choice.text("type") == "none") return emptyList()
        val offered = body.objects("tools").mapNotNull { tool ->
            tool.text("name")?.let { Output(it, tool.text("description"), tool.json["input_schema"] ?: SchemaInText.ANY_OBJECT, true) }
        }
        val wanted = choice.text("name") ?: return offered
        return listOf(
            offered.firstOrNull { it.name == wanted }
                ?: throw RequestFault(400, "tool_choice.name: no tool is called '$wanted'", "tool_choice"),
        )
    }

    private fun required(parameter: String) = RequestFault(400, "$parameter: Field required", parameter)
}
