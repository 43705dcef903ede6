package dev.sluice.anthropic

import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** Whether the model may, must or must not call a tool. Immutable. */
public class ToolChoice private constructor(
    /** The choice as it is sent. */
    public val json: JsonObject,
) {
    /** This choice, with at most one call in an answer. */
    public fun withoutParallelUse(): ToolChoice = ToolChoice(JsonObject(json + ("disable_parallel_tool_use" to JsonPrimitive(true))))

    override fun equals(other: Any?): Boolean = other is ToolChoice && json == other.json

    override fun hashCode(): Int = json.hashCode()

    override fun toString(): String = json.toString()

    public companion object {
        /** The model decides. */
        @JvmField
        public val AUTO: ToolChoice = choice("auto")

        /** No tool is called. */
        @JvmField
        public val NONE: ToolChoice = choice("none")

        /** At least one tool is called. */
        @JvmField
        public val ANY: ToolChoice = choice("any")

        /** The tool [name] is called. Not with thinking. */
        @JvmStatic
        public fun tool(name: String): ToolChoice = ToolChoice(
            buildJsonObject {
                put("type", "tool")
                put("name", name)
            },
        )

        /** Any choice, as its JSON. */
        @JvmStatic
        public fun of(json: JsonObject): ToolChoice = ToolChoice(json)

        private fun choice(type: String) = ToolChoice(buildJsonObject { put("type", type) })
    }
}
