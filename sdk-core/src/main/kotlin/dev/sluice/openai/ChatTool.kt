package dev.sluice.openai

import dev.sluice.wire.obj
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/** A tool that the model may call. Immutable. */
public class ChatTool private constructor(
    /** The tool as it is sent. */
    public val json: JsonObject,
) {
    /** The function's name, or the custom tool's; null for a tool of another kind. */
    public val name: String? get() = (json.obj("function") ?: json.obj("custom"))?.string("name")

    override fun equals(other: Any?): Boolean = other is ChatTool && json == other.json

    override fun hashCode(): Int = json.hashCode()

    override fun toString(): String = json.toString()

    public companion object {
        /**
         * A function. [parameters] is the JSON Schema of its arguments; with [strict] the model is held to it token by token,
         * which takes a schema in the strict subset.
         */
        @JvmStatic
        @JvmOverloads
        public fun function(name: String, description: String? = null, parameters: JsonObject? = null, strict: Boolean? = null): ChatTool =
            ChatTool(
                buildJsonObject {
                    put("type", "function")
                    putJsonObject("function") {
                        put("name", name)
                        description?.let { put("description", it) }
                        parameters?.let { put("parameters", it) }
                        strict?.let { put("strict", it) }
                    }
                },
            )

        /** A tool that is given text instead of JSON; [format] may hold that text to a grammar. */
        @JvmStatic
        @JvmOverloads
        public fun custom(name: String, description: String? = null, format: JsonObject? = null): ChatTool = ChatTool(
            buildJsonObject {
                put("type", "custom")
                putJsonObject("custom") {
                    put("name", name)
                    description?.let { put("description", it) }
                    format?.let { put("format", it) }
                }
            },
        )

        /** Any tool, as its JSON. */
        @JvmStatic
        public fun of(json: JsonObject): ChatTool = ChatTool(json)
    }
}
