package dev.sluice.openai

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/** Whether the model may, must or must not call a tool. Immutable. */
public class ChatToolChoice private constructor(
    /** The choice as it is sent. */
    public val json: JsonElement,
) {
    override fun equals(other: Any?): Boolean = other is ChatToolChoice && json == other.json

    override fun hashCode(): Int = json.hashCode()

    override fun toString(): String = json.toString()

    public companion object {
        /** The model decides. */
        @JvmField
        public val AUTO: ChatToolChoice = ChatToolChoice(JsonPrimitive("auto"))

        /** No tool is called. */
        @JvmField
        public val NONE: ChatToolChoice = ChatToolChoice(JsonPrimitive("none"))

        /** At least one tool is called. */
        @JvmField
        public val REQUIRED: ChatToolChoice = ChatToolChoice(JsonPrimitive("required"))

        /** The function [name] is called. */
        @JvmStatic
        public fun function(name: String): ChatToolChoice = ChatToolChoice(
            buildJsonObject {
                put("type", "function")
                putJsonObject("function") { put("name", name) }
            },
        )

        /** Any choice, as its JSON. */
        @JvmStatic
        public fun of(json: JsonElement): ChatToolChoice = ChatToolChoice(json)
    }
}
