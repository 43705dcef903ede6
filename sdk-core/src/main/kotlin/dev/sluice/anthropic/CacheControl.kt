package dev.sluice.anthropic

import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** How long the provider keeps what stands before a mark in its prompt cache. Immutable. */
public class CacheControl private constructor(
    /** The mark as it is sent. */
    public val json: JsonObject,
) {
    /** How long: `5m` or `1h`; null for the provider's default. */
    public val ttl: String? get() = json.string("ttl")

    override fun equals(other: Any?): Boolean = other is CacheControl && json == other.json

    override fun hashCode(): Int = json.hashCode()

    override fun toString(): String = json.toString()

    public companion object {
        /** As long as the provider thinks fit: five minutes from the last use on. */
        @JvmField
        public val DEFAULT: CacheControl = CacheControl(buildJsonObject { put("type", "ephemeral") })

        /** An hour from the last use on; writing costs more. */
        @JvmField
        public val ONE_HOUR: CacheControl = CacheControl(
            buildJsonObject {
                put("type", "ephemeral")
                put("ttl", "1h")
            },
        )

        /** Any mark, as its JSON. */
        @JvmStatic
        public fun of(json: JsonObject): CacheControl = CacheControl(json)
    }
}
