package dev.sluice.wire

import kotlinx.serialization.json.JsonObject

/**
 * Something that a provider said: a view of its JSON. Immutable; equal where the JSON is.
 *
 * What a server leaves out is null or empty in the properties; what this version does not know stays in [raw].
 */
public abstract class ApiObject internal constructor(
    /** As it was received. */
    public val raw: JsonObject,
) {
    override fun equals(other: Any?): Boolean = other is ApiObject && other.javaClass == javaClass && raw == other.raw

    override fun hashCode(): Int = raw.hashCode()

    override fun toString(): String = raw.toString()
}
