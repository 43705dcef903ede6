package dev.sluice.testing.offline.filling

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.contentOrNull
import java.math.BigDecimal
import kotlin.math.abs

/** Reads the nodes of one JSON schema [document] as [Shape]s, one level at a time, so that a type which holds itself has an end. */
internal class ShapeReader(private val document: JsonElement) {
    /** The shape of [schema], with the keywords of [amendments] laid over it. */
    fun read(schema: JsonElement, amendments: List<Amendment>): Shape {
        val node = describe(flatten(schema, 0))
        val shape = shapeOf(node)
        return if (amendments.isEmpty()) shape else shapeOf(amendments.fold(node) { under, amendment -> amendment.over(under, shape) })
    }

    /** Follows references and merges `allOf`, until the node says by itself what it wants. */
    private fun flatten(schema: JsonElement, depth: Int): JsonObject {
        val node = schema as? JsonObject ?: return JsonObject(emptyMap())
        if (depth > DEEPEST) return JsonObject(emptyMap())
        val reference = node.text("\$ref")
        val parts = listOfNotNull(reference?.let(::target)) + node.list("allOf")
        if (parts.isEmpty()) return collapse(node, depth)
        val own = JsonObject(node.filterKeys { it != "\$ref" && it != "allOf" })
        return collapse(parts.map { flatten(it, depth + 1) }.fold(JsonObject(emptyMap()), ::merge).let { merge(it, own) }, depth)
    }

    /** Takes `null` out of a union, and a union of one apart. */
    private fun collapse(node: JsonObject, depth: Int): JsonObject {
        val key = listOf("anyOf", "oneOf").firstOrNull { node.list(it).isNotEmpty() } ?: return node
        val variants = node.list(key).take(MOST_VARIANTS)
        val rest = variants.filterNot { isNull(it) }
        val nullable = rest.size < variants.size || node[NULLABLE] != null
        val base = JsonObject(node.filterKeys { it != key } + (if (nullable) mapOf(NULLABLE to JsonPrimitive(true)) else emptyMap()))
        return when {
            rest.size == 1 -> merge(flatten(rest.single(), depth + 1), base)
            rest.isEmpty() -> JsonObject(mapOf("type" to JsonPrimitive("null")))
            else -> JsonObject(base + mapOf("anyOf" to JsonArray(rest)))
        }
    }

    private fun isNull(schema: JsonElement): Boolean {
        val node = schema as? JsonObject ?: return false
        return node.text("type") == "null" || node["const"] is JsonNull
    }

    private fun target(reference: String): JsonElement {
        val steps = reference.removePrefix("#").split('/').filter { it.isNotEmpty() }.map { it.replace("~1", "/").replace("~0", "~") }
        return steps.fold<String, JsonElement?>(document) { at, step ->
            (at as? JsonObject)?.get(step) ?: (at as? JsonArray)?.let { list -> step.toIntOrNull()?.let(list::getOrNull) }
        } ?: JsonObject(emptyMap())
    }

    /** Both at once: properties and required names add up, for the rest [over] wins. */
    private fun merge(under: JsonObject, over: JsonObject): JsonObject {
        val merged = LinkedHashMap<String, JsonElement>(under)
        for ((key, value) in over) {
            val old = merged[key]
            merged[key] = when {
                key == "properties" && old is JsonObject && value is JsonObject -> JsonObject(old + value)
                key == "required" && old is JsonArray && value is JsonArray -> JsonArray((old + value).distinct())
                else -> value
            }
        }
        return JsonObject(merged)
    }

    /** Adds the limits that a dialect could only write into the description. */
    private fun describe(node: JsonObject): JsonObject {
        val written = node.text("description")?.let(DescribedLimits::read).orEmpty()
        return if (written.isEmpty()) node else JsonObject(written + node)
    }

    private fun shapeOf(node: JsonObject): Shape {
        val types = (node["type"] as? JsonArray)?.mapNotNull { (it as? JsonPrimitive)?.contentOrNull } ?: listOfNotNull(node.text("type"))
        val values = node["const"]?.let { listOf(it) } ?: node.list("enum").ifEmpty { null }
        val nullable = NULLABLE in node || "null" in types || values?.any { it is JsonNull } == true || node.flag("nullable")
        val notes = Notes(node.text("title"), node.text("description"), nullable)
        val real = types - "null"
        return when {
            values != null -> values.filterNot { it is JsonNull }.let { if (it.isEmpty()) NullShape(notes) else ChoiceShape(notes, it) }
            "anyOf" in node -> union(notes, node)
            real.size > 1 -> UnionShape(notes, real.map { JsonObject(node + ("type" to JsonPrimitive(it))) })
            else -> plain(real.singleOrNull() ?: impliedType(node, types), notes, node)
        }
    }

    private fun union(notes: Notes, node: JsonObject): Shape {
        val base = JsonObject(node.filterKeys { it != "anyOf" && it != NULLABLE && it != "title" && it != "description" })
        val variants = node.list("anyOf").map { flatten(it, 0) }
        val constants = variants.mapNotNull { it["const"] }
        return if (constants.size == variants.size) ChoiceShape(notes, constants) else UnionShape(notes, variants.map { merge(it, base) })
    }

    private fun impliedType(node: JsonObject, types: List<String>): String? = when {
        "null" in types -> "null"
        "properties" in node || "additionalProperties" in node -> "object"
        "items" in node || "prefixItems" in node -> "array"
        "pattern" in node || "format" in node || "maxLength" in node || "minLength" in node -> "string"
        "minimum" in node || "maximum" in node || "multipleOf" in node -> "number"
        else -> null
    }

    private fun plain(type: String?, notes: Notes, node: JsonObject): Shape = when (type) {
        "object" -> objectShape(notes, node)

        "array" -> ArrayShape(
            notes,
            items = node["items"].takeUnless { it is JsonArray },
            prefix = node.list("prefixItems").ifEmpty { node.list("items") },
            minItems = node.int("minItems") ?: 0,
            maxItems = node.int("maxItems") ?: Int.MAX_VALUE,
            isUnique = node.flag("uniqueItems"),
        )

        "string" -> TextShape(
            notes,
            format = node.text("format"),
            pattern = node.text("pattern"),
            minLength = node.int("minLength") ?: 0,
            maxLength = node.int("maxLength") ?: Int.MAX_VALUE,
        )

        "integer", "number" -> NumberShape(notes, type == "integer", boundsOf(node))

        "boolean" -> BooleanShape(notes)

        "null" -> NullShape(notes)

        else -> AnyShape(notes)
    }

    private fun objectShape(notes: Notes, node: JsonObject): Shape {
        val required = node.list("required").mapNotNull { (it as? JsonPrimitive)?.contentOrNull }.toSet()
        val properties = (node["properties"] as? JsonObject).orEmpty()
        val further = node["additionalProperties"]
        val isMap = further is JsonObject || (properties.isEmpty() && (further as? JsonPrimitive)?.booleanOrNull == true)
        val names = (node["propertyNames"] as? JsonObject)?.let { flatten(it, 0).list("enum") }.orEmpty()
        val undeclared = (required - properties.keys).map { PropertyShape(it, further as? JsonObject ?: JsonObject(emptyMap()), true) }
        return ObjectShape(
            notes,
            properties.map { (name, schema) -> PropertyShape(name, schema, name in required) } + undeclared,
            extra = further.takeIf { isMap },
            extraNames = names.mapNotNull { (it as? JsonPrimitive)?.contentOrNull },
            minProperties = node.int("minProperties") ?: 0,
            maxProperties = node.int("maxProperties") ?: Int.MAX_VALUE,
            identity = node["properties"] ?: further ?: node,
        )
    }

    private fun boundsOf(node: JsonObject): Bounds {
        val low = node.decimal("minimum")
        val high = node.decimal("maximum")
        val above = node.decimal("exclusiveMinimum")
        val below = node.decimal("exclusiveMaximum")
        val isMinimumExclusive = above != null && (low == null || above >= low)
        val isMaximumExclusive = below != null && (high == null || below <= high)
        return Bounds(
            if (isMinimumExclusive) above else low,
            if (isMaximumExclusive) below else high,
            isMinimumExclusive,
            isMaximumExclusive,
            node.decimal("multipleOf")?.takeIf { it.signum() > 0 },
        )
    }

    private companion object {
        /** Longer chains of references than this lead nowhere. */
        const val DEEPEST = 32
        const val MOST_VARIANTS = 500

        /** Marks a node whose union had a `null` in it; no keyword of JSON Schema. */
        const val NULLABLE = "\u0000nullable"
    }
}

internal fun JsonObject.text(key: String): String? = (this[key] as? JsonPrimitive)?.takeIf { it.isString }?.content

internal fun JsonObject.flag(key: String): Boolean = (this[key] as? JsonPrimitive)?.booleanOrNull == true

internal fun JsonObject.list(key: String): List<JsonElement> = (this[key] as? JsonArray).orEmpty()

internal fun JsonObject.decimal(key: String): BigDecimal? =
    (this[key] as? JsonPrimitive)?.takeUnless { it.isString }?.content?.toBigDecimalOrNull()
        // `1e999999999` is short to write and fills the memory when it is written out.
        ?.takeIf { abs(it.scale()) < MOST_DIGITS && it.precision() < MOST_DIGITS }

private const val MOST_DIGITS = 400

internal fun JsonObject.int(key: String): Int? =
    decimal(key)?.let { it.min(Int.MAX_VALUE.toBigDecimal()).max(BigDecimal.ZERO).toInt() }
