package dev.sluice.schema

import dev.sluice.json.ArrayValue
import dev.sluice.json.BooleanValue
import dev.sluice.json.JsonValue
import dev.sluice.json.NullValue
import dev.sluice.json.NumberValue
import dev.sluice.json.ObjectValue
import dev.sluice.json.StringValue
import java.math.BigDecimal

/** What an annotation says of a value whose shape is right. Each function gives what is wrong, in words for the model. */
internal object ConstraintCheck {
    fun number(bounds: NumberBounds, literal: String): List<String> {
        if (bounds === NumberBounds.NONE) return emptyList()
        // What is too small for a sane exponent is zero to every type that has passed the shape check.
        val number = ExactNumber.decimal(literal) ?: BigDecimal.ZERO
        return listOfNotNull(
            bounds.minimum?.takeIf { number < it }?.let { "must be at least ${it.toPlainString()}" },
            bounds.maximum?.takeIf { number > it }?.let { "must be at most ${it.toPlainString()}" },
            bounds.exclusiveMinimum?.takeIf { number <= it }?.let { "must be greater than ${it.toPlainString()}" },
            bounds.exclusiveMaximum?.takeIf { number >= it }?.let { "must be less than ${it.toPlainString()}" },
            bounds.multipleOf?.takeUnless { ExactNumber.isMultiple(number, it) }?.let { "must be a multiple of ${it.toPlainString()}" },
        )
    }

    fun string(schema: StringSchema, text: String): List<String> {
        val length = if (schema.minLength == null && schema.maxLength == null) 0 else text.codePointCount(0, text.length)
        return size(length, schema.minLength, schema.maxLength, "character") + listOfNotNull(
            schema.regex?.let { BoundedMatch.complaint(it, text) },
            schema.format?.let { Formats.complaint(it, text) },
        )
    }

    fun list(schema: ArraySchema, value: ArrayValue): List<String> =
        size(value.elements.size, schema.minItems, schema.maxItems, "item")

    fun map(schema: MapSchema, value: ObjectValue): List<String> =
        size(value.size, schema.minProperties, schema.maxProperties, "entry", "entries")

    /** The indexes of elements that were there before, each with the index of the first. */
    fun repetitions(value: ArrayValue): List<Pair<Int, Int>> {
        val firsts = HashMap<Any?, Int>()
        return value.elements.mapIndexedNotNull { index, element ->
            val first = firsts.putIfAbsent(canonical(element), index)
            first?.let { index to it }
        }
    }

    private fun size(size: Int, least: Int?, most: Int?, one: String, many: String = one + "s"): List<String> {
        fun count(n: Int) = "$n ${if (n == 1) one else many}"
        return listOfNotNull(
            least?.takeIf { size < it }?.let { "must have at least ${count(it)}, has $size" },
            most?.takeIf { size > it }?.let { "must have at most ${count(it)}, has $size" },
        )
    }

    /** Equal for equal JSON: numbers by value, objects in any order. Lists hold a mark, so that no two kinds are equal. */
    private fun canonical(value: JsonValue): Any? = when (value) {
        is StringValue -> value.string
        is NumberValue -> ExactNumber.decimal(value.literal)?.stripTrailingZeros() ?: listOf("number", value.literal)
        is BooleanValue -> value.value
        NullValue -> null
        is ArrayValue -> listOf("array", value.elements.map(::canonical))
        is ObjectValue -> value.keys.associateWith { key -> value[key]?.let(::canonical) }
    }
}
