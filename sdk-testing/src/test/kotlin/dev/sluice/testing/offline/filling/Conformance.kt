package dev.sluice.testing.offline.filling

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.contentOrNull
import java.math.BigDecimal
import java.time.LocalDate
import java.time.OffsetDateTime

/** Says where a value breaks a JSON schema. Written against the standard, and knows nothing of the code it judges. */
class Conformance(private val document: JsonObject) {
    fun faults(value: JsonElement): List<String> = faults(value, document, "$")

    private fun faults(value: JsonElement, schema: JsonElement, path: String): List<String> {
        if (schema !is JsonObject) {
            return if ((schema as? JsonPrimitive)?.booleanOrNull ==
                false
            ) {
                listOf("$path: nothing is allowed here")
            } else {
                emptyList()
            }
        }
        val faults = mutableListOf<String>()
        schema.string("\$ref")?.let { faults += faults(value, target(it), path) }
        schema.array("allOf").forEach { faults += faults(value, it, path) }
        for (key in listOf("anyOf", "oneOf")) {
            val variants = schema.array(key)
            if (variants.isNotEmpty() &&
                variants.none { faults(value, it, path).isEmpty() }
            ) {
                faults += "$path: $value fits no variant of $key"
            }
        }
        if ("const" in schema && schema["const"] != value) faults += "$path: $value is not ${schema["const"]}"
        if (schema.array("enum").let { it.isNotEmpty() && value !in it }) faults += "$path: $value is not in ${schema["enum"]}"
        if (types(schema).let { it.isNotEmpty() && it.none { type -> isOf(type, value) } }) {
            return faults +
                "$path: $value is not of type ${schema["type"]}"
        }
        faults += when (value) {
            is JsonObject -> objectFaults(value, schema, path)
            is JsonArray -> arrayFaults(value, schema, path)
            is JsonNull -> emptyList()
            is JsonPrimitive -> if (value.isString) textFaults(value.content, schema, path) else numberFaults(value, schema, path)
        }
        return faults
    }

    private fun objectFaults(value: JsonObject, schema: JsonObject, path: String): List<String> {
        val properties = schema["properties"] as? JsonObject ?: JsonObject(emptyMap())
        val missing = schema.array("required").mapNotNull {
            (it as JsonPrimitive).content
        }.filter { it !in value }.map { "$path.$it is missing" }
        val inner = value.flatMap { (name, item) ->
            val declared = properties[name] ?: schema["additionalProperties"]
            if (declared == null) emptyList() else faults(item, declared, "$path.$name")
        }
        val names = (schema["propertyNames"] as? JsonObject)?.let { names ->
            value.keys.flatMap { faults(JsonPrimitive(it), names, "$path, name $it") }
        }.orEmpty()
        val order = value.keys.filter { it in properties }
        val disorder = if (order ==
            properties.keys.filter { it in value }
        ) {
            emptyList()
        } else {
            listOf("$path: properties stand in the order $order")
        }
        return missing + inner + names + disorder + size(value.size, schema, "Properties", path)
    }

    private fun arrayFaults(value: JsonArray, schema: JsonObject, path: String): List<String> {
        val prefix = schema.array("prefixItems")
        val inner = value.flatMapIndexed { index, item ->
            (prefix.getOrNull(index) ?: schema["items"])?.let { faults(item, it, "$path[$index]") }.orEmpty()
        }
        val doubles = if (schema["uniqueItems"] == JsonPrimitive(true) &&
            value.toSet().size < value.size
        ) {
            listOf("$path has doubles: $value")
        } else {
            emptyList()
        }
        return inner + doubles + size(value.size, schema, "Items", path)
    }

    private fun size(size: Int, schema: JsonObject, of: String, path: String): List<String> = listOfNotNull(
        schema.number("min$of")?.let { if (size.toBigDecimal() < it) "$path has $size $of, fewer than $it" else null },
        schema.number("max$of")?.let { if (size.toBigDecimal() > it) "$path has $size $of, more than $it" else null },
    )

    private fun textFaults(text: String, schema: JsonObject, path: String): List<String> {
        val form = schema.string("format")?.let { format -> if (holds(format, text)) null else "$path: '$text' is no $format" }
        val pattern = schema.string("pattern")?.let { if (Regex(it).containsMatchIn(text)) null else "$path: '$text' does not match $it" }
        return listOfNotNull(form, pattern) + size(text.codePointCount(0, text.length), schema, "Length", path)
    }

    private fun holds(format: String, text: String): Boolean = when (format) {
        "date" -> runCatching { LocalDate.parse(text) }.isSuccess
        "date-time" -> runCatching { OffsetDateTime.parse(text) }.isSuccess
        "email" -> Regex("[^@\\s]+@[^@\\s]+\\.[^@\\s]+").matches(text)
        "uuid" -> runCatching { java.util.UUID.fromString(text) }.isSuccess && text.length == 36
        "uri" -> runCatching { java.net.URI(text).isAbsolute }.getOrDefault(false)
        "ipv4" -> text.split('.').let { parts -> parts.size == 4 && parts.all { it.toIntOrNull() in 0..255 } }
        "duration" -> runCatching { java.time.Duration.parse(text) }.isSuccess || runCatching { java.time.Period.parse(text) }.isSuccess
        "time" -> runCatching { java.time.OffsetTime.parse(text) }.isSuccess || runCatching { java.time.LocalTime.parse(text) }.isSuccess
        else -> true
    }

    private fun numberFaults(value: JsonPrimitive, schema: JsonObject, path: String): List<String> {
        val number = value.content.toBigDecimalOrNull() ?: return emptyList()
        fun limit(
            key: String,
            breaks: (BigDecimal) -> Boolean,
        ) = schema.number(key)?.let { if (breaks(it)) "$path: $number breaks $key $it" else null }
        return listOfNotNull(
            limit("minimum") { number < it },
            limit("maximum") { number > it },
            limit("exclusiveMinimum") { number <= it },
            limit("exclusiveMaximum") { number >= it },
            limit("multipleOf") { number.remainder(it).signum() != 0 },
        )
    }

    private fun isOf(type: String, value: JsonElement): Boolean = when (type) {
        "object" -> value is JsonObject

        "array" -> value is JsonArray

        "null" -> value is JsonNull

        "string" -> value is JsonPrimitive && value.isString

        "boolean" -> value is JsonPrimitive && !value.isString && value.booleanOrNull != null

        "number" -> value is JsonPrimitive && !value.isString && value.content.toBigDecimalOrNull() != null

        "integer" ->
            value is JsonPrimitive && !value.isString &&
                value.content.toBigDecimalOrNull()?.stripTrailingZeros()?.let { it.scale() <= 0 } == true

        else -> false
    }

    private fun types(schema: JsonObject): List<String> =
        schema.string("type")?.let { listOf(it) } ?: schema.array("type").map { (it as JsonPrimitive).content }

    private fun target(reference: String): JsonElement =
        reference.removePrefix("#").split('/').filter {
            it.isNotEmpty()
        }.fold<String, JsonElement>(document) { at, step -> (at as JsonObject).getValue(step) }

    private fun JsonObject.string(key: String) = (this[key] as? JsonPrimitive)?.takeIf { it.isString }?.contentOrNull

    private fun JsonObject.array(key: String) = (this[key] as? JsonArray).orEmpty()

    private fun JsonObject.number(key: String) = (this[key] as? JsonPrimitive)?.content?.toBigDecimalOrNull()
}
