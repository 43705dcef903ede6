package dev.sluice.testing.offline.request

/** Reads requests to OpenAI's chat completions. */
internal object OpenAiQuestions {
    /** Throws [RequestFault] for what OpenAI would refuse. */
    fun read(text: String): Question {
        val body = Body.parse(text)
        val model = body.text("model") ?: throw missing("model")
        if ("messages" !in body) throw missing("messages")
        val turns = body.objects("messages").mapIndexed { index, message -> turn(message, index) }
        if (turns.isEmpty()) throw RequestFault(400, "Parameter 'messages' must hold at least one message.", "messages", "empty_array")
        return Question(
            model,
            turns,
            outputs(body, turns),
            body.int("max_completion_tokens") ?: body.int("max_tokens"),
            body.flag("stream"),
            body.json,
        )
    }

    private fun turn(message: Body, index: Int): Turn {
        val text = textOf(message.json["content"])
        return when (val role = message.text("role")) {
            "system", "developer" -> Turn(Speaker.SYSTEM, text)
            "user" -> Turn(Speaker.USER, text)
            "assistant" -> Turn(Speaker.ASSISTANT, text)
            "tool", "function" -> Turn(Speaker.USER, text, isRefusal = true)
            else -> throw RequestFault(400, "Invalid value for 'messages[$index].role': '$role'.", "messages[$index].role", "invalid_value")
        }
    }

    private fun outputs(body: Body, turns: List<Turn>): List<Output> {
        val tools = tools(body)
        if (tools.isNotEmpty()) return tools
        val format = body.at("response_format")
        val named = format.at("json_schema")
        return when (format.text("type")) {
            "json_schema" -> listOf(
                Output(
                    named.text("name") ?: "answer",
                    named.text("description"),
                    named.json["schema"] ?: throw missing("response_format.json_schema.schema"),
                    false,
                ),
            )

            "json_object" -> listOf(SchemaInText.find(turns) ?: Output("answer", null, SchemaInText.ANY_OBJECT, false))

            else -> listOfNotNull(SchemaInText.find(turns))
        }
    }

    private fun tools(body: Body): List<Output> {
        if (body.text("tool_choice") == "none") return emptyList()
        val offered = body.objects("tools").filter { it.text("type") == "function" }.map { it.at("function") }.mapNotNull { tool ->
            tool.text("name")?.let { Output(it, tool.text("description"), tool.json["parameters"] ?: SchemaInText.ANY_OBJECT, true) }
        }
        val wanted = body.at("tool_choice").at("function").text("name") ?: return offered
        return listOf(
            offered.firstOrNull { it.name == wanted }
                ?: throw RequestFault(400, "Tool choice '$wanted' is not in 'tools'.", "tool_choice", "invalid_value"),
        )
    }

    private fun missing(parameter: String) = RequestFault(
        400,
        "Missing required parameter: '$parameter'.",
        parameter,
        "missing_required_parameter",
    )
}
