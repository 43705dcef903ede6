package dev.sluice.wire

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** The object that [text] is, or null: it is no JSON, another kind of value, or nested deeper than anyone writes. */
internal fun parseJsonObject(text: String): JsonObject? = JsonTape.read(text)

// What follows reads fields the way a client must: a field that is missing, null or of another kind than documented is null.

/** The text of a string or, as some servers write ids and codes, of a number. */
internal fun JsonObject.string(name: String): String? = (this[name] as? JsonPrimitive)?.takeIf { it !is JsonNull }?.content

internal fun JsonObject.long(name: String): Long? {
    val text = string(name) ?: return null
    return text.toLongOrNull() ?: text.toDoubleOrNull()?.takeIf { it.isFinite() }?.toLong()
}

internal fun JsonObject.int(name: String): Int? = long(name)?.takeIf { it in Int.MIN_VALUE..Int.MAX_VALUE }?.toInt()

internal fun JsonObject.double(name: String): Double? = string(name)?.toDoubleOrNull()

internal fun JsonObject.boolean(name: String): Boolean? = string(name)?.toBooleanStrictOrNull()

internal fun JsonObject.obj(name: String): JsonObject? = this[name] as? JsonObject

internal fun JsonObject.array(name: String): JsonArray? = this[name] as? JsonArray

/** The objects in an array; elements of another kind are left out. */
internal fun JsonObject.objects(name: String): List<JsonObject> {
    val array = array(name) ?: return emptyList()
    // Every chunk of a stream has a list of one.
    if (array.size == 1) return (array[0] as? JsonObject)?.let { listOf(it) }.orEmpty()
    return array.filterIsInstance<JsonObject>()
}

/** Text that should be a string holding JSON; a few servers send the JSON itself. */
internal fun JsonObject.jsonText(name: String): String? = when (val value = this[name]) {
    null, is JsonNull -> null
    is JsonPrimitive -> value.content
    else -> value.toString()
}
