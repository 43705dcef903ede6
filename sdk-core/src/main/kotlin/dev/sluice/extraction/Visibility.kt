package dev.sluice.extraction

import dev.sluice.json.ArrayValue
import dev.sluice.json.JsonValue
import dev.sluice.json.ObjectValue
import dev.sluice.json.OpenObject
import dev.sluice.json.StringValue
import dev.sluice.schema.ArraySchema
import dev.sluice.schema.ObjectSchema
import dev.sluice.schema.Schema
import dev.sluice.schema.SchemaDocument
import dev.sluice.schema.UnionSchema

/**
 * Whether [json], a value of [declared], shows already. What is complete always does; a part that is marked [isWhole] not before,
 * and an object not before the properties that it is shown from are complete.
 */
internal fun SchemaDocument.shows(declared: Schema, json: JsonValue, isWhole: Boolean = false): Boolean =
    json.isComplete || showsAs(resolve(declared), json, isWhole)

/** The same of a value of [schema], which is no reference. */
internal fun SchemaDocument.showsAs(schema: Schema, json: JsonValue, isWhole: Boolean): Boolean =
    json.isComplete || (!isWhole && (json !is ObjectValue || hasWhatItIsShownFrom(schema, json)))

private fun SchemaDocument.hasWhatItIsShownFrom(schema: Schema, json: ObjectValue): Boolean = when (schema) {
    is ObjectSchema -> schema.shownFrom.isEmpty() || schema.shownFrom.all { json[it]?.isComplete == true }

    is UnionSchema -> {
        val tag = tag(schema, json)
        if (tag != null) {
            fieldsOf(schema, tag)?.let { hasWhatItIsShownFrom(it, json) } ?: true
        } else {
            schema.variants.all { (resolve(it.schema) as ObjectSchema).shownFrom.isEmpty() }
        }
    }

    else -> true
}

/** The discriminator that [json] has said, if it is a word and complete. */
private fun tag(union: UnionSchema, json: ObjectValue): String? =
    (json[union.discriminator] as? StringValue)?.takeIf { it.isComplete }?.string

private fun SchemaDocument.fieldsOf(union: UnionSchema, tag: String): ObjectSchema? =
    union.variant(tag)?.let { resolve(it.schema) as ObjectSchema }

/**
 * Tells whether a snapshot shows more than the one before it. Looks only at what has changed since: what is complete in both is the
 * same instance unless it was replaced under its key, and only the last part of anything can be open. One answer, one reader.
 */
internal class VisibleChange(private val document: SchemaDocument) {
    private var last: JsonValue? = null

    fun isIn(json: JsonValue?): Boolean {
        val before = last
        last = json
        return !document.hidesParts || json == null || differs(document.root, false, before, json)
    }

    private fun differs(declared: Schema, isWhole: Boolean, before: JsonValue?, after: JsonValue): Boolean = when {
        before === after || !document.shows(declared, after, isWhole) -> false
        before == null || after.isComplete || !document.shows(declared, before, isWhole) -> true
        before is ObjectValue && after is ObjectValue -> differs(document.resolve(declared), before, after)
        before is ArrayValue && after is ArrayValue -> differs(document.resolve(declared), before, after)
        else -> true
    }

    private fun differs(schema: Schema, before: ObjectValue, after: ObjectValue): Boolean {
        // What takes another's place is complete, so it shows.
        if (before is OpenObject && after is OpenObject && after.hasReplacedSince(before)) return true
        val fields = when (schema) {
            is ObjectSchema -> schema
            is UnionSchema -> tag(schema, after)?.let { document.fieldsOf(schema, it) }
            else -> null
        } ?: return true
        return fromLast(before.size, after.size).any { index ->
            val key = after.keys[index]
            val property = fields.property(key) ?: return@any true
            val value = after[key] ?: return@any false
            differs(property.schema, property.streamWhole, before[key], value)
        }
    }

    private fun differs(schema: Schema, before: ArrayValue, after: ArrayValue): Boolean {
        val items = (schema as? ArraySchema)?.items ?: return true
        return fromLast(before.elements.size, after.elements.size).any { index ->
            differs(items, false, before.elements.getOrNull(index), after.elements[index])
        }
    }

    /** The places from the last one that was there on. */
    private fun fromLast(before: Int, after: Int): IntRange = maxOf(before - 1, 0) until after
}
