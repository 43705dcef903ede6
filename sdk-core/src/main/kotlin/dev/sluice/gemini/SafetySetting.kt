package dev.sluice.gemini

import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** From which likelihood on a kind of harm is blocked. Immutable. */
public class SafetySetting private constructor(
    /** The setting as it is sent. */
    public val json: JsonObject,
) {
    /** [category] is one such as `HARM_CATEGORY_HARASSMENT`, [threshold] one such as `BLOCK_ONLY_HIGH` or `OFF`. */
    public constructor(category: String, threshold: String) : this(
        buildJsonObject {
            put("category", category)
            put("threshold", threshold)
        },
    )

    override fun equals(other: Any?): Boolean = other is SafetySetting && json == other.json

    override fun hashCode(): Int = json.hashCode()

    override fun toString(): String = json.toString()

    public companion object {
        /** Any setting, as its JSON. */
        @JvmStatic
        public fun of(json: JsonObject): SafetySetting = SafetySetting(json)
    }
}
