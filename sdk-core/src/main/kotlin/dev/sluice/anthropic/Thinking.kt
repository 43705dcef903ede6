package dev.sluice.anthropic

import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** Whether and how much a model thinks before it answers. Immutable. */
public class Thinking private constructor(
    /** The setting as it is sent. */
    public val json: JsonObject,
) {
    /** This setting, where [display] is how the thoughts are shown: `summarized`, or `omitted` to have the answer sooner. */
    public fun display(display: String): Thinking = Thinking(JsonObject(json + ("display" to JsonPrimitive(display))))

    override fun equals(other: Any?): Boolean = other is Thinking && json == other.json

    override fun hashCode(): Int = json.hashCode()

    override fun toString(): String = json.toString()

    public companion object {
        /** The model decides how much, by the effort that [OutputConfig] asks for. */
        @JvmField
        public val ADAPTIVE: Thinking = Thinking(buildJsonObject { put("type", "adaptive") })

        /** Not at all. */
        @JvmField
        public val DISABLED: Thinking = Thinking(buildJsonObject { put("type", "disabled") })

        /** With up to [budgetTokens] tokens, which count towards the output limit and are at least 1,024. */
        @JvmStatic
        public fun enabled(budgetTokens: Int): Thinking = Thinking(
            buildJsonObject {
                put("type", "enabled")
                put("budget_tokens", budgetTokens)
            },
        )

        /** Any setting, as its JSON. */
        @JvmStatic
        public fun of(json: JsonObject): Thinking = Thinking(json)
    }
}
