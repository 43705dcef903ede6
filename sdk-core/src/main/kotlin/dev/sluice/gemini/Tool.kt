package dev.sluice.gemini

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.putJsonObject

/** Something that the model may use: functions of the caller's, or a tool that the provider runs. Immutable. */
public class Tool private constructor(
    /** The tool as it is sent. */
    public val json: JsonObject,
) {
    override fun equals(other: Any?): Boolean = other is Tool && json == other.json

    override fun hashCode(): Int = json.hashCode()

    override fun toString(): String = json.toString()

    public companion object {
        /** Google's search. */
        @JvmField
        public val GOOGLE_SEARCH: Tool = Tool(buildJsonObject { putJsonObject("googleSearch") {} })

        /** Python that the provider runs. */
        @JvmField
        public val CODE_EXECUTION: Tool = Tool(buildJsonObject { putJsonObject("codeExecution") {} })

        /** Functions of the caller's own. */
        @JvmStatic
        public fun functions(functions: List<FunctionDeclaration>): Tool =
            Tool(JsonObject(mapOf("functionDeclarations" to JsonArray(functions.map { it.json }))))

        /** A function of the caller's own. [parameters] is the JSON Schema of what it takes, whose root is an object. */
        @JvmStatic
        public fun function(name: String, description: String?, parameters: JsonObject): Tool =
            functions(listOf(FunctionDeclaration(name, description, parameters)))

        /** Any tool, as its JSON. */
        @JvmStatic
        public fun of(json: JsonObject): Tool = Tool(json)
    }
}
