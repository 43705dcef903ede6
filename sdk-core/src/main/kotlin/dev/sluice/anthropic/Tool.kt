package dev.sluice.anthropic

import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** A tool that the model may call. Immutable. */
public class Tool private constructor(
    /** The tool as it is sent. */
    public val json: JsonObject,
) {
    /** What the model calls it by. */
    public val name: String? get() = json.string("name")

    /** This tool, whose input the provider holds to the schema, token by token. Not every schema can be held to. */
    public fun strict(): Tool = Tool(JsonObject(json + ("strict" to JsonPrimitive(true))))

    /** This tool, marked as the end of what the provider keeps in its prompt cache; tools come before all else there. */
    @JvmOverloads
    public fun cached(cache: CacheControl = CacheControl.DEFAULT): Tool = Tool(JsonObject(json + ("cache_control" to cache.json)))

    override fun equals(other: Any?): Boolean = other is Tool && json == other.json

    override fun hashCode(): Int = json.hashCode()

    override fun toString(): String = json.toString()

    public companion object {
        /** A tool of the caller's own. [inputSchema] is the JSON Schema of its input, whose root is an object. */
        @JvmStatic
        public fun custom(name: String, description: String?, inputSchema: JsonObject): Tool = Tool(
            buildJsonObject {
                put("name", name)
                description?.let { put("description", it) }
                put("input_schema", inputSchema)
            },
        )

        /** Any tool, such as one that the provider runs, as its JSON. */
        @JvmStatic
        public fun of(json: JsonObject): Tool = Tool(json)
    }
}
