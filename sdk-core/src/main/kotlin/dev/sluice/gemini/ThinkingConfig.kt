package dev.sluice.gemini

import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** Whether and how much a model thinks before it answers. Immutable. */
public class ThinkingConfig private constructor(
    /** The setting as it is sent. */
    public val json: JsonObject,
) {
    /** This setting, with a summary of the thoughts in the answer. */
    public fun withThoughts(): ThinkingConfig = ThinkingConfig(JsonObject(json + ("includeThoughts" to JsonPrimitive(true))))

    override fun equals(other: Any?): Boolean = other is ThinkingConfig && json == other.json

    override fun hashCode(): Int = json.hashCode()

    override fun toString(): String = json.toString()

    public companion object {
        /** As much as the model thinks fit. */
        @JvmField
        public val DYNAMIC: ThinkingConfig = budget(-1)

        /** Not at all, for the models that can do without. */
        @JvmField
        public val DISABLED: ThinkingConfig = budget(0)

        /** With up to [tokens] tokens, which count towards the output limit. */
        @JvmStatic
        public fun budget(tokens: Int): ThinkingConfig = ThinkingConfig(buildJsonObject { put("thinkingBudget", tokens) })

        /** About as much as [level] says: `MINIMAL`, `LOW`, `MEDIUM` or `HIGH`. For models from Gemini 3 on. */
        @JvmStatic
        public fun level(level: String): ThinkingConfig = ThinkingConfig(buildJsonObject { put("thinkingLevel", level) })

        /** Any setting, as its JSON. */
        @JvmStatic
        public fun of(json: JsonObject): ThinkingConfig = ThinkingConfig(json)
    }
}
