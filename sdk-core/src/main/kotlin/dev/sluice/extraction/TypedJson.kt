package dev.sluice.extraction

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
import dev.sluice.schema.UnionSchema

/**
 * A piece of an answer together with its type: what a [Partial] and a [PartialField] look through.
 *
 * [schema] may say more than [type]'s own, such as a property's bounds, and refers into [document].
 */
internal class TypedJson<T>(
    val type: OutputType<T>,
    val document: SchemaDocument,
    schema: Schema,
    val path: JsonPath,
    val json: JsonValue?,
    val decoded: DecodedValues,
) {
    val schema: Schema = document.resolve(schema)

    val state: FieldState
        get() = when {
            json == null -> FieldState.ABSENT
            json.isComplete -> FieldState.COMPLETE
            else -> FieldState.STREAMING
        }

    /** What shows: a string so far, a list's closed elements, anything else when it is complete. What does not fit the type does not show. */
    fun value(): Any? = when {
        json == null -> null
        schema is StringSchema && !schema.atomic -> (json as? StringValue)?.string
        schema is ArraySchema && !schema.atomic && type.element() != null -> decoded.list(this)
        else -> decoded.decode(this)
    }

    /** The property that travels as [name]. */
    fun property(name: String): TypedJson<*> {
        val owner = owner(name)
        val property = owner.first.property(name) ?: throw unknown(name, owner.first)
        val propertyType = owner.second.property(name) ?: throw unknown(name, owner.first)
        return TypedJson(propertyType, document, property.schema, path + name, (json as? ObjectValue)?.get(name), decoded)
    }

    /** Element [index] of this list, which is [json]. */
    fun element(index: Int, json: JsonValue?): TypedJson<*> {
        val items = (schema as? ArraySchema)?.items ?: throw IllegalArgumentException("${type.name} is no list, so it has no elements")
        val elementType = requireNotNull(type.element()) { "${type.name} is read as a whole: its elements have no type of their own" }
        return TypedJson(elementType, document, items, path + index, json, decoded)
    }

    /** The object that [name] is a property of: of a sealed type the variant that was chosen, or before that any that has it. */
    private fun owner(name: String): Pair<ObjectSchema, OutputType<*>> = when (schema) {
        is ObjectSchema -> schema to type

        is UnionSchema -> {
            val candidates = schema.variants.filter { chosen == null || it.tag == chosen }
                .map { document.resolve(it.schema) as ObjectSchema to checkNotNull(type.variant(it.tag)) }
            candidates.firstOrNull { it.first.property(name) != null } ?: candidates.first()
        }

        else -> throw IllegalArgumentException("${type.name} has no properties, so none is called \"$name\"")
    }

    /** The discriminator of a sealed type, once it is certain. */
    private val chosen: String?
        get() = (schema as? UnionSchema)?.let {
            (json as? ObjectValue)?.get(it.discriminator) as? StringValue
        }?.takeIf { it.isComplete }?.string

    private fun unknown(name: String, schema: ObjectSchema) = IllegalArgumentException(
        "${type.name} has no property \"$name\" in its schema; it has: ${schema.properties.joinToString { it.name }}",
    )
}
