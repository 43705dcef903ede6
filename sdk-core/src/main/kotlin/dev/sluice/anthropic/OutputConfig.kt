package dev.sluice.anthropic

import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/** The form of an answer, and the effort that goes into it. Immutable. */
public class OutputConfig private constructor(
    /** The setting as it is sent. */
    public val json: JsonObject,
) {
    /** How much work the model makes of it: `low`, `medium`, `high`, `xhigh` or `max`. */
    public val effort: String? get() = json.string("effort")

    /** This setting, with [effort]. */
    public fun withEffort(effort: String): OutputConfig = OutputConfig(JsonObject(json + ("effort" to JsonPrimitive(effort))))

    override fun equals(other: Any?): Boolean = other is OutputConfig && json == other.json

    override fun hashCode(): Int = json.hashCode()

    override fun toString(): String = json.toString()

    public companion object {
        /** An answer that is JSON, held to [schema] token by token. */
        @JvmStatic
        public fun jsonSchema(schema: JsonObject): OutputConfig = OutputConfig(
            buildJsonObject {
                putJsonObject("format") {
                    put("type", "json_schema")
                    put("schema", schema)
                }
            },
        )

        /** An answer of any form, made with [effort]: `low`, `medium`, `high`, `xhigh` or `max`. */
        @JvmStatic
        public fun effort(effort: String): OutputConfig = OutputConfig(JsonObject(emptyMap())).withEffort(effort)

        /** Any setting, as its JSON. */
        @JvmStatic
        public fun of(json: JsonObject): OutputConfig = OutputConfig(json)
    }
}
