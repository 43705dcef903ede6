package dev.sluice.testing.offline.filling

import kotlinx.serialization.json.JsonElement
import java.math.BigDecimal

/** What one node of a JSON schema asks for, its references followed and its keywords sorted out. */
internal sealed interface Shape {
    val notes: Notes
}

/** What every schema may say about itself. */
internal class Notes(val title: String?, val description: String?, val nullable: Boolean)

internal class ObjectShape(
    override val notes: Notes,
    val properties: List<PropertyShape>,
    /** The schema of further properties, when the object is (also) a map; null when there are none to add. */
    val extra: JsonElement?,
    /** The only names that further properties may have; empty means any. */
    val extraNames: List<String>,
    val minProperties: Int,
    val maxProperties: Int,
    /** The same object whenever the same piece of the schema is read: how a type that holds itself is known. */
    val identity: Any,
) : Shape

internal class PropertyShape(val name: String, val schema: JsonElement, val isRequired: Boolean)

internal class ArrayShape(
    override val notes: Notes,
    val items: JsonElement?,
    /** The schemas of the first items, for a tuple. */
    val prefix: List<JsonElement>,
    val minItems: Int,
    val maxItems: Int,
    val isUnique: Boolean,
) : Shape

internal class TextShape(override val notes: Notes, val format: String?, val pattern: String?, val minLength: Int, val maxLength: Int) :
    Shape

internal class NumberShape(override val notes: Notes, val isInteger: Boolean, val bounds: Bounds) : Shape

internal class BooleanShape(override val notes: Notes) : Shape

/** One of fixed values, never null among them. */
internal class ChoiceShape(override val notes: Notes, val values: List<JsonElement>) : Shape

/** One of several schemas. */
internal class UnionShape(override val notes: Notes, val variants: List<JsonElement>) : Shape

/** Nothing but null. */
internal class NullShape(override val notes: Notes) : Shape

/** Anything at all. */
internal class AnyShape(override val notes: Notes) : Shape

/** Limits of a number, both ends inclusive unless said otherwise. */
internal class Bounds(
    val minimum: BigDecimal?,
    val maximum: BigDecimal?,
    val isMinimumExclusive: Boolean = false,
    val isMaximumExclusive: Boolean = false,
    val multipleOf: BigDecimal? = null,
)
