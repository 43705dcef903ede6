package dev.sluice.testing.offline.gemini

import dev.sluice.testing.offline.looking.ShownFile
import dev.sluice.testing.offline.request.Body
import dev.sluice.testing.offline.request.Output
import dev.sluice.testing.offline.request.Question
import dev.sluice.testing.offline.request.RequestFault
import dev.sluice.testing.offline.request.SchemaInText
import dev.sluice.testing.offline.request.Speaker
import dev.sluice.testing.offline.request.ToolCall
import dev.sluice.testing.offline.request.Tools
import dev.sluice.testing.offline.request.Turn
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Reads requests for generated content. */
internal object ContentQuestions {
    /** Throws [RequestFault] for what Gemini would refuse. */
    fun read(model: String, body: Body, isStream: Boolean): Question {
        val contents = body.objects("contents")
        if (contents.isEmpty()) throw RequestFault(400, "* GenerateContentRequest.contents: contents is not specified", "contents")
        val system = listOf(body.at("systemInstruction")).filter {
            it.json.isNotEmpty()
        }.map { Turn(Speaker.SYSTEM, textOf(it.objects("parts"))) }
        val calls = contents.flatMap { it.objects("parts") }.map { it.at("functionCall") }.filter { "name" in it }
            .map { ToolCall(it.text("name").orEmpty(), it.at("args").json.toString()) }
        val turns = system + contents.flatMapIndexed { index, content -> turns(index, content, calls) }
        val config = body.at("generationConfig")
        val maxTokens = config.int("maxOutputTokens")
        return Question(
            model,
            turns,
            output(config, turns),
            tools(body),
            maxTokens,
            isStream,
            JsonObject(body.json + ("model" to JsonPrimitive(model))),
        )
    }

    private fun turns(index: Int, content: Body, calls: List<ToolCall>): List<Turn> {
        val parts = content.objects("parts")
        val results = parts.map { it.at("functionResponse") }.filter { "name" in it }
        return when (val role = content.text("role") ?: "user") {
            "model" -> listOf(Turn(Speaker.ASSISTANT, textOf(parts)))

            "user", "function" -> results.mapIndexed { at, result -> resultOf(at, result, calls.takeLast(results.size)) } +
                listOfNotNull(textOf(parts).takeIf { it.isNotBlank() || results.isEmpty() }?.let { Turn(Speaker.USER, it) })

            else -> throw RequestFault(400, "Please use a valid role: user, model; contents[$index] has '$role'.", "contents")
        }
    }

    /** Results stand in the order of their calls, which need have no ids. */
    private fun resultOf(index: Int, result: Body, calls: List<ToolCall>): Turn {
        val response = result.at("response").json
        val text = (response.values.singleOrNull() as? JsonPrimitive)?.content ?: response.toString()
        return Turn.ofTool(text, calls.getOrNull(index)?.takeIf { it.tool == result.text("name") })
    }

    private fun textOf(parts: List<Body>): String = parts.mapNotNull { it.text("text") ?: ShownFile.inWords(it.json) }.joinToString("\n")

    private fun output(config: Body, turns: List<Turn>): Output? {
        val schema = config.json["responseJsonSchema"] ?: config.json["responseSchema"]?.let(::lowered)
        val isJson = config.text("responseMimeType") == "application/json"
        val declared = schema?.let { Output(Body(it as? JsonObject ?: SchemaInText.ANY_OBJECT).text("title") ?: "answer", null, it) }
        return declared ?: SchemaInText.find(turns, isJson) ?: if (isJson) Output("answer", null, SchemaInText.ANY_OBJECT) else null
    }

    private fun tools(body: Body): Tools {
        val config = body.at("toolConfig").at("functionCallingConfig")
        if (config.text("mode") == "NONE") return Tools.NONE
        val allowed = config.list("allowedFunctionNames").mapNotNull { (it as? JsonPrimitive)?.content }
        val offered = body.objects("tools").flatMap { it.objects("functionDeclarations") }.mapNotNull { function ->
            val schema = function.json["parametersJsonSchema"] ?: function.json["parameters"]?.let(::lowered) ?: SchemaInText.ANY_OBJECT
            function.text("name")?.let { Output(it, function.text("description"), schema) }
        }.filter { allowed.isEmpty() || it.name in allowed }
        return Tools(offered, isRequired = config.text("mode") == "ANY" && offered.isNotEmpty(), isParallel = true)
    }

    /** The older form of schemas has its types in capitals. */
    private fun lowered(schema: JsonElement): JsonElement = when (schema) {
        is JsonObject -> JsonObject(
            schema.mapValues { (key, value) ->
                if (key == "type" && value is JsonPrimitive) JsonPrimitive(value.content.lowercase()) else lowered(value)
            },
        )

        is JsonArray -> JsonArray(schema.map(::lowered))

        else -> schema
    }
}
