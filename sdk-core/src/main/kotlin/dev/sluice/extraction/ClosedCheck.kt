package dev.sluice.extraction

import dev.sluice.json.ArrayValue
import dev.sluice.json.JsonPath
import dev.sluice.json.JsonValue
import dev.sluice.json.ObjectValue
import dev.sluice.json.StringValue
import dev.sluice.schema.AnySchema
import dev.sluice.schema.ArraySchema
import dev.sluice.schema.MapSchema
import dev.sluice.schema.ObjectSchema
import dev.sluice.schema.Schema
import dev.sluice.schema.SchemaDocument
import dev.sluice.schema.UnionSchema
import dev.sluice.schema.Violation
import dev.sluice.schema.check

/**
 * Looks at an answer while it grows, at each piece of it once: at what has closed since the last look, inside the objects and lists
 * that are open. One use, for the snapshots of one answer in their order.
 */
internal class ClosedCheck(private val document: SchemaDocument) {
    /** For each open object or list, from the outermost, how many of its members have been looked at. */
    private val seen = ArrayList<Int>()

    /** What is wrong with what has closed; empty if nothing is. */
    fun look(json: JsonValue?): List<Violation> =
        if (json == null || json.isComplete) emptyList() else look(Place(document.root, json, JsonPath.ROOT, 0))

    private class Place(val declared: Schema, val json: JsonValue, val path: JsonPath, val depth: Int)

    private fun look(place: Place): List<Violation> {
        if (seen.size == place.depth) seen += 0
        val schema = document.resolve(place.declared)
        val json = place.json
        return when {
            schema is ObjectSchema && json is ObjectValue -> members(place, json) { schema.property(it)?.schema }

            schema is MapSchema && json is ObjectValue -> members(place, json) { schema.values }

            schema is UnionSchema && json is ObjectValue -> variant(place, schema, json)

            schema is ArraySchema && json is ArrayValue -> elements(place, schema, json)

            schema is AnySchema || json is StringValue -> emptyList()

            // An object where a list must be, or the like: nothing that follows can mend it.
            else -> document.check(place.declared, json, place.path)
        }
    }

    /** Which properties there are is known with the discriminator, which usually stands first. */
    private fun variant(place: Place, schema: UnionSchema, json: ObjectValue): List<Violation> {
        val tag = json[schema.discriminator]?.takeIf { it.isComplete } ?: return emptyList()
        val variant = (tag as? StringValue)?.let { schema.variant(it.string) }
            ?: return document.check(place.declared, json, place.path)
        val properties = document.resolve(variant.schema) as ObjectSchema
        return members(place, json) { properties.property(it)?.schema }
    }

    private inline fun members(place: Place, json: ObjectValue, schemaOf: (name: String) -> Schema?): List<Violation> =
        closed(place, json.size) { index ->
            val name = json.keys[index]
            val schema = schemaOf(name)
            // What the type does not know is not looked at.
            if (schema == null) null else Place(schema, checkNotNull(json[name]), place.path + name, place.depth + 1)
        }

    private fun elements(place: Place, schema: ArraySchema, json: ArrayValue): List<Violation> =
        closed(place, json.elements.size) { Place(schema.items, json.elements[it], place.path + it, place.depth + 1) }

    private inline fun closed(place: Place, size: Int, member: (index: Int) -> Place?): List<Violation> {
        while (seen[place.depth] < size) {
            val next = member(seen[place.depth])
            if (next != null && !next.json.isComplete) return look(next)
            seen[place.depth]++
            next?.let(::whole)?.ifEmpty { null }?.let { return it }
        }
        return emptyList()
    }

    /** A member that has closed: but for what was looked at in it while it was open. */
    private fun whole(place: Place): List<Violation> {
        val looked = seen.getOrElse(place.depth) { 0 }
        while (seen.size > place.depth) seen.removeAt(seen.lastIndex)
        return document.check(place.declared, place.json, place.path, looked)
    }
}
