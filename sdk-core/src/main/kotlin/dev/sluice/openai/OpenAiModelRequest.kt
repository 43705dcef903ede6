package dev.sluice.openai

import dev.sluice.model.Message
import dev.sluice.model.ModelRequest
import dev.sluice.model.OutputMode
import dev.sluice.model.RenderedOutput
import dev.sluice.model.cacheConcessions
import dev.sluice.model.jsonInstructions
import dev.sluice.model.withInstructions
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** A question in the port's words, [asked], as the [request] that one of OpenAI's endpoints takes. */
internal class OpenAiModelRequest<out R>(val request: R, private val asked: ModelRequest, val output: RenderedOutput?) {
    val concessions: List<String> get() = output?.concessionsToOpenAi().orEmpty() + cacheConcessions(asked.messages, "OpenAI")
}

/** The messages, with the schema of [output] in them where the model is not held to it. */
internal fun ModelRequest.messagesFor(output: RenderedOutput?): List<Message> {
    val schema = output?.schema?.takeIf { output.spec.mode == OutputMode.JSON_OBJECT } ?: return messages
    return messages.withInstructions(jsonInstructions(output.spec, schema))
}

/** The form of the text that is asked for, in one object; null where tools are offered instead. */
internal fun RenderedOutput.textFormat(): JsonObject? {
    val schema = schema ?: return null
    return buildJsonObject {
        if (spec.mode == OutputMode.JSON_OBJECT) {
            put("type", "json_object")
        } else {
            put("type", "json_schema")
            put("name", spec.name)
            spec.description?.let { put("description", it) }
            put("strict", schema.isStrict)
            put("schema", schema.json)
        }
    }
}

/** What had to be given up, OpenAI's own reservation about calls side by side included. */
private fun RenderedOutput.concessionsToOpenAi(): List<String> {
    val isLoose = spec.mode == OutputMode.PARALLEL_TOOLS && tools.any { it.schema.isStrict }
    return if (isLoose) concessions + SIDE_BY_SIDE else concessions
}

private const val SIDE_BY_SIDE = "OpenAI holds one call to its schema, and several in one answer not always: the answer is checked."
