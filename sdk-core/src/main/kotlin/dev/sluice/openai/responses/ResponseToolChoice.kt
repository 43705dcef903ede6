package dev.sluice.openai.responses

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** Whether the model may, must or must not call a tool. Immutable. */
public class ResponseToolChoice private constructor(
    /** The choice as it is sent. */
    public val json: JsonElement,
) {
    override fun equals(other: Any?): Boolean = other is ResponseToolChoice && json == other.json

    override fun hashCode(): Int = json.hashCode()

    override fun toString(): String = json.toString()

    public companion object {
        /** The model decides. */
        @JvmField
        public val AUTO: ResponseToolChoice = ResponseToolChoice(JsonPrimitive("auto"))

        /** No tool is called. */
        @JvmField
        public val NONE: ResponseToolChoice = ResponseToolChoice(JsonPrimitive("none"))

        /** At least one tool is called. */
        @JvmField
        public val REQUIRED: ResponseToolChoice = ResponseToolChoice(JsonPrimitive("required"))

        /** The function [name] is called. */
        @JvmStatic
        public fun function(name: String): ResponseToolChoice = named("function", name)

        /** The custom tool [name] is called. */
        @JvmStatic
        public fun custom(name: String): ResponseToolChoice = named("custom", name)

        /** The provider's tool [type] is called, such as `web_search_preview`. */
        @JvmStatic
        public fun builtIn(type: String): ResponseToolChoice = ResponseToolChoice(buildJsonObject { put("type", type) })

        /** Any choice, as its JSON. */
        @JvmStatic
        public fun of(json: JsonElement): ResponseToolChoice = ResponseToolChoice(json)

        private fun named(type: String, name: String) = ResponseToolChoice(
            buildJsonObject {
                put("type", type)
                put("name", name)
            },
        )
    }
}
