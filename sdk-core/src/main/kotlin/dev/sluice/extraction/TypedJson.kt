package dev.sluice.extraction

import dev.sluice.json.ArrayValue
import dev.sluice.json.JsonPath
import dev.sluice.json.JsonValue
import dev.sluice.json.ObjectValue
import dev.sluice.json.StringValue
import dev.sluice.schema.ArraySchema
import dev.sluice.schema.ObjectSchema
import dev.sluice.schema.OutputType
import dev.sluice.schema.Schema
import dev.sluice.schema.SchemaDocument
import dev.sluice.schema.StringSchema
import dev.sluice.schema.Suggestion
import dev.sluice.schema.UnionSchema
import dev.sluice.schema.VariantSchema
import kotlin.reflect.KProperty1

/**
 * A piece of an answer together with its type: what a [Partial] and a [PartialField] look through.
 *
 * [declared] is the schema where the type is used. It may say more than [type]'s own, such as a property's bounds or that null is
 * one of its values, and refers into [document].
 */
internal class TypedJson<T>(
    val type: OutputType<T>,
    val document: SchemaDocument,
    val declared: Schema,
    private val parent: TypedJson<*>?,
    /** The name or the index under which it stands in [parent]; null at the root. */
    private val step: Any?,
    arrived: JsonValue?,
    val decoded: DecodedValues,
    isWhole: Boolean = false,
) {
    /** [declared], or what it refers to. */
    val schema: Schema = document.resolve(declared)

    /** Made when it is asked for: most pieces are looked through and never named. */
    val path: JsonPath
        get() = when {
            parent == null -> JsonPath.ROOT
            step is Int -> parent.path + step
            else -> parent.path + step as String
        }

    /** What has arrived, if it shows already. */
    val json: JsonValue? = arrived?.takeIf { document.showsAs(schema, it, isWhole) }

    /** The elements of this list that show: only the last can be one that does not. */
    val elements: List<JsonValue>
        get() {
            val all = (json as? ArrayValue)?.elements ?: return emptyList()
            val last = all.lastOrNull() ?: return all
            return if (schema !is ArraySchema || document.shows(schema.items, last)) all else all.subList(0, all.size - 1)
        }

    /** What shows: a string so far, a list's closed elements, anything else when it is complete. What does not fit the type does not show. */
    fun value(): Any? = when {
        json == null -> null
        schema is StringSchema && !schema.atomic -> (json as? StringValue)?.string
        schema is ArraySchema && !schema.atomic && type.element() != null -> decoded.list(this)
        else -> decoded.decode(this)
    }

    /** The property that [reference] names. */
    fun property(reference: KProperty1<*, *>): TypedJson<*> =
        if (schema is ObjectSchema) property(fieldOf(schema, reference), json) else property(type.nameOf(reference))

    /** [json] of the property that [reference] names, for who asks after each piece and needs nothing else of it. */
    fun jsonOf(reference: KProperty1<*, *>): JsonValue? {
        if (schema !is ObjectSchema) return property(reference).json
        val field = fieldOf(schema, reference)
        return (json as? ObjectValue)?.get(field.name)?.takeIf { document.shows(field.property.schema, it, field.property.streamWhole) }
    }

    /** The property that travels as [name]. */
    fun property(name: String): TypedJson<*> = when (schema) {
        is ObjectSchema -> property(fieldOf(schema, name), json)
        is UnionSchema -> propertyOf(schema, name)
        else -> throw unknown(name, emptyList())
    }

    /** Element [index] of this list, which is [json]. */
    fun element(index: Int, json: JsonValue?): TypedJson<*> {
        val items = (schema as? ArraySchema)?.items ?: throw IllegalArgumentException("${type.name} is no list, so it has no elements")
        val elementType = requireNotNull(type.element()) { "${type.name} is read as a whole: its elements have no type of their own" }
        return TypedJson(elementType, document, items, this, index, json, decoded)
    }

    /**
     * A property of a sealed type: the chosen variant's, or before the choice that of any variant that has it. Once a variant is
     * chosen, the properties of the others are absent; if it is none that exists, all are.
     */
    private fun propertyOf(union: UnionSchema, name: String): TypedJson<*> {
        fun of(
            variant: VariantSchema,
            json: JsonValue?,
        ) = type.variant(variant.tag)?.let { fieldOf(it, fields(variant), name) }?.let { property(it, json) }

        val tag = (json as? ObjectValue)?.get(union.discriminator)?.takeIf { it.isComplete }
        val chosen = (tag as? StringValue)?.let { union.variant(it.string) }
        return chosen?.let { of(it, json) }
            ?: union.variants.firstNotNullOfOrNull { of(it, json.takeIf { tag == null }) }
            ?: throw unknown(name, union.variants.map(::fields))
    }

    private fun property(field: ResolvedField, json: JsonValue?): TypedJson<*> {
        val arrived = (json as? ObjectValue)?.get(field.name)
        return TypedJson(field.type, document, field.property.schema, this, field.name, arrived, decoded, field.property.streamWhole)
    }

    private fun fieldOf(schema: ObjectSchema, reference: KProperty1<*, *>): ResolvedField =
        decoded.fields.of(type, reference) { fieldOf(schema, type.nameOf(reference)) }

    private fun fieldOf(schema: ObjectSchema, name: String): ResolvedField =
        fieldOf(type, schema, name) ?: throw unknown(name, listOf(schema))

    private fun fieldOf(owner: OutputType<*>, schema: ObjectSchema, name: String): ResolvedField? {
        val property = schema.property(name) ?: return null
        return owner.property(name)?.let { ResolvedField(name, property, it) }
    }

    private fun fields(variant: VariantSchema) = document.resolve(variant.schema) as ObjectSchema

    private fun unknown(name: String, schemas: List<ObjectSchema>): IllegalArgumentException {
        val known = schemas.flatMapTo(LinkedHashSet()) { it.propertyNames }
        return IllegalArgumentException(noProperty(type.name, name, known))
    }
}

/** That [type], which has those [known], has no property [name]. */
internal fun noProperty(type: String, name: String, known: Collection<String>): String =
    if (known.isEmpty()) {
        "$type has no properties, so none is called \"$name\""
    } else {
        "$type has no property \"$name\" in its schema; it has: ${known.joinToString()}${Suggestion.nearest(known, name)}"
    }
