package dev.sluice.schema

import kotlinx.serialization.json.JsonElement

/** An object with known properties, in declaration order. */
public class ObjectSchema
@JvmOverloads
constructor(
    public val name: String,
    public val properties: List<PropertySchema>,
    override val nullable: Boolean = false,
    override val description: String? = null,
) : Schema() {
    private val byName: Map<String, PropertySchema> = properties.associateBy { it.name }

    internal override val parts: List<Any?> get() = listOf(name, properties)

    /** What its properties travel as, in declaration order. */
    internal val propertyNames: Set<String> get() = byName.keys

    /** The properties that must be complete before the object shows. */
    internal val shownFrom: List<String> = properties.filter { it.streamRequired }.map { it.name }

    /** The property that travels under [name]. */
    public fun property(name: String): PropertySchema? = byName[name]
}

/**
 * A property of an [ObjectSchema].
 *
 * An [optional] one may be missing: then its default holds, or null if it is nullable and has none. [default] is that default's
 * JSON if it is known; a Kotlin default is code and is not. [streamWhole] and [streamRequired] say how it shows while it arrives, as
 * [StreamWhole] and [StreamRequired] do.
 */
public class PropertySchema
@JvmOverloads
constructor(
    public val name: String,
    public val schema: Schema,
    public val optional: Boolean = false,
    public val description: String? = null,
    public val default: JsonElement? = null,
    public val streamWhole: Boolean = false,
    public val streamRequired: Boolean = false,
) {
    private val parts: List<Any?> get() = listOf(name, schema, optional, description, default, streamWhole, streamRequired)

    override fun equals(other: Any?): Boolean = other is PropertySchema && parts == other.parts

    override fun hashCode(): Int = parts.hashCode()

    override fun toString(): String = "$name${if (optional) "?" else ""}: $schema"
}
