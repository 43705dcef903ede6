package dev.sluice.gemini

import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** A function that the model may call. [parameters] is the JSON Schema of what it takes, whose root is an object. Immutable. */
public class FunctionDeclaration(name: String, description: String?, parameters: JsonObject) {
    /** The declaration as it is sent. */
    public val json: JsonObject = buildJsonObject {
        put("name", name)
        description?.let { put("description", it) }
        put("parametersJsonSchema", parameters)
    }

    override fun toString(): String = json.toString()
}
