package dev.sluice.openai.responses

import dev.sluice.wire.string
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** A tool that the model may call: a function, a custom tool, or one of the provider's own. Immutable. */
public class ResponseTool private constructor(
    /** The tool as it is sent. */
    public val json: JsonObject,
) {
    /** `function`, `custom`, or the name of a built-in tool. */
    public val type: String? get() = json.string("type")

    /** The function's or custom tool's name; null for a built-in tool. */
    public val name: String? get() = json.string("name")

    override fun equals(other: Any?): Boolean = other is ResponseTool && json == other.json

    override fun hashCode(): Int = json.hashCode()

    override fun toString(): String = json.toString()

    public companion object {
        /**
         * A function. [parameters] is the JSON Schema of its arguments, null for none. With [strict], the provider's default here, the
         * model is held to it token by token, which takes a schema in the strict subset; so it is off unless asked for.
         */
        @JvmStatic
        @JvmOverloads
        public fun function(
            name: String,
            description: String? = null,
            parameters: JsonObject? = null,
            strict: Boolean = false,
        ): ResponseTool = ResponseTool(
            buildJsonObject {
                put("type", "function")
                put("name", name)
                description?.let { put("description", it) }
                // Both fields are required on the wire.
                put("parameters", parameters ?: JsonNull)
                put("strict", strict)
            },
        )

        /** A tool that is given text instead of JSON; [format] may hold that text to a grammar. */
        @JvmStatic
        @JvmOverloads
        public fun custom(name: String, description: String? = null, format: JsonObject? = null): ResponseTool = ResponseTool(
            buildJsonObject {
                put("type", "custom")
                put("name", name)
                description?.let { put("description", it) }
                format?.let { put("format", it) }
            },
        )

        /** A tool of the provider's that needs no settings, such as `web_search`; with settings, see [of]. */
        @JvmStatic
        public fun builtIn(type: String): ResponseTool = ResponseTool(buildJsonObject { put("type", type) })

        /** Any tool, as its JSON. */
        @JvmStatic
        public fun of(json: JsonObject): ResponseTool = ResponseTool(json)
    }
}
