package dev.sluice.gemini

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/** Whether the model may, must or must not call a function. Immutable. */
public class ToolConfig private constructor(
    /** The setting as it is sent. */
    public val json: JsonObject,
) {
    override fun equals(other: Any?): Boolean = other is ToolConfig && json == other.json

    override fun hashCode(): Int = json.hashCode()

    override fun toString(): String = json.toString()

    public companion object {
        /** The model decides. */
        @JvmField
        public val AUTO: ToolConfig = calling("AUTO")

        /** No function is called. */
        @JvmField
        public val NONE: ToolConfig = calling("NONE")

        /** At least one function is called. */
        @JvmField
        public val ANY: ToolConfig = calling("ANY")

        /** At least one of the functions called [names] is called, and no other. */
        @JvmStatic
        public fun anyOf(names: List<String>): ToolConfig = calling("ANY", names)

        /** Any setting, as its JSON. */
        @JvmStatic
        public fun of(json: JsonObject): ToolConfig = ToolConfig(json)

        private fun calling(mode: String, names: List<String> = emptyList()) = ToolConfig(
            buildJsonObject {
                putJsonObject("functionCallingConfig") {
                    put("mode", mode)
                    if (names.isNotEmpty()) put("allowedFunctionNames", JsonArray(names.map(::JsonPrimitive)))
                }
            },
        )
    }
}
