package dev.sluice.schema

import kotlinx.serialization.json.JsonElement

/**
 * The neutral schema of a type, one node of it: what the type says, before any provider's dialect.
 *
 * Immutable. Kotlin types and Java types of the same shape give equal trees, so that checks, dialects, partials and re-asking
 * see only this.
 */
public sealed interface Schema {
    /** Whether JSON's `null` is a value of this type. */
    public val nullable: Boolean

    /** What the model is told about it. */
    public val description: String?
}

/** An object with known properties, in declaration order. */
public class ObjectSchema(
    public val name: String,
    public val properties: List<PropertySchema>,
    override val nullable: Boolean = false,
    override val description: String? = null,
) : Schema {
    private val byName: Map<String, PropertySchema> = properties.associateBy { it.name }

    /** The property that travels under [name]. */
    public fun property(name: String): PropertySchema? = byName[name]
}

/**
 * A property of an [ObjectSchema].
 *
 * An [optional] one may be missing: then its default holds, or null if it is nullable and has none. [default] is that default's
 * JSON if it is known; a Kotlin default is code and is not.
 */
public class PropertySchema(
    public val name: String,
    public val schema: Schema,
    public val optional: Boolean = false,
    public val description: String? = null,
    public val default: JsonElement? = null,
)

/** A list or a set. */
public class ArraySchema(
    public val items: Schema,
    public val minItems: Int? = null,
    public val maxItems: Int? = null,
    public val uniqueItems: Boolean = false,
    override val nullable: Boolean = false,
    override val description: String? = null,
) : Schema

/** A map from strings to [values]. */
public class MapSchema(
    public val values: Schema,
    public val minProperties: Int? = null,
    public val maxProperties: Int? = null,
    override val nullable: Boolean = false,
    override val description: String? = null,
) : Schema

/**
 * A string. A plain one ([atomic] false) grows while it arrives; a date, a UUID, a value class or a custom-serialized one is atomic:
 * it shows when it is complete.
 */
public class StringSchema(
    public val format: String? = null,
    public val pattern: String? = null,
    public val minLength: Int? = null,
    public val maxLength: Int? = null,
    public val atomic: Boolean = format != null,
    override val nullable: Boolean = false,
    override val description: String? = null,
) : Schema

/** One of a fixed set of strings. */
public class EnumSchema(
    public val name: String,
    public val constants: List<EnumConstant>,
    override val nullable: Boolean = false,
    override val description: String? = null,
) : Schema

/** One value of an [EnumSchema], by the name it travels under. */
public class EnumConstant(public val name: String, public val description: String? = null)

/** A number without a fraction. [range] is what the target type holds; null means any size. Bounds from annotations stand in [bounds]. */
public class IntegerSchema(
    public val range: IntegerRange? = null,
    public val bounds: NumberBounds = NumberBounds.NONE,
    override val nullable: Boolean = false,
    override val description: String? = null,
) : Schema

/** A number that may have a fraction. */
public class NumberSchema(
    public val bounds: NumberBounds = NumberBounds.NONE,
    /** Whether the target type is a `float`, whose range is smaller; a finite value that overflows the type is an error. */
    public val precision: NumberPrecision = NumberPrecision.DOUBLE,
    override val nullable: Boolean = false,
    override val description: String? = null,
) : Schema

/** `true` or `false`. */
public class BooleanSchema(override val nullable: Boolean = false, override val description: String? = null) : Schema

/**
 * One of several objects, told apart by the property [discriminator], which is each variant's first: a model chooses the type
 * before it fills it.
 */
public class UnionSchema(
    public val name: String,
    public val discriminator: String,
    public val variants: List<VariantSchema>,
    override val nullable: Boolean = false,
    override val description: String? = null,
) : Schema {
    private val byTag: Map<String, VariantSchema> = variants.associateBy { it.tag }

    /** The variant whose discriminator is [tag]. */
    public fun variant(tag: String): VariantSchema? = byTag[tag]
}

/** One variant of a [UnionSchema]; [schema] (an [ObjectSchema] or a reference to one) does not list the discriminator. */
public class VariantSchema(public val tag: String, public val schema: Schema)

/** A type that stands in [SchemaDocument.definitions], because it holds itself. */
public class ReferenceSchema(public val target: String, override val nullable: Boolean = false, override val description: String? = null) :
    Schema

/** Any JSON at all: a `JsonElement`, a Jackson `JsonNode`. */
public class AnySchema(override val nullable: Boolean = true, override val description: String? = null) : Schema
