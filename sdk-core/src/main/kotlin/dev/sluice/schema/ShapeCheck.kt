package dev.sluice.schema

import dev.sluice.json.ArrayValue
import dev.sluice.json.BooleanValue
import dev.sluice.json.JsonPath
import dev.sluice.json.JsonValue
import dev.sluice.json.NullValue
import dev.sluice.json.NumberValue
import dev.sluice.json.ObjectValue
import dev.sluice.json.StringValue

/**
 * What is wrong with [value], which is complete and stands at [path]: all that does not fit the type, then all that breaks a
 * constraint, each in the document's order, fifty at most. Empty if it can be decoded.
 *
 * Nothing is coerced: `"7"` is no number and `3.9` no integer. `1.0` is an integer, as in JSON Schema, since nothing is lost. A
 * property that is missing or null takes its default, and null if it has none and is nullable. What the type does not know is
 * ignored.
 */
internal fun SchemaDocument.check(value: JsonValue, path: JsonPath = JsonPath.ROOT): List<Violation> = check(root, value, path)

/** As the other [check], for a part of an answer: [schema] is a node of this document. The first [passed] members of [value] are not looked at. */
internal fun SchemaDocument.check(schema: Schema, value: JsonValue, path: JsonPath, passed: Int = 0): List<Violation> =
    ShapeCheck(this, looksAtConstraints = true, passed).run(schema, value, path)

/** As [check], without the constraints: whether a value can be built at all. */
internal fun SchemaDocument.checkShape(schema: Schema, value: JsonValue, path: JsonPath = JsonPath.ROOT): List<Violation> =
    ShapeCheck(this, looksAtConstraints = false).run(schema, value, path)

/** Where [value] has words that stand for an enum's fallback, fifty at most. */
internal fun SchemaDocument.replacements(schema: Schema, value: JsonValue): List<Violation> =
    if (hasFallback) ShapeCheck(this, looksAtConstraints = false).apply { run(schema, value, JsonPath.ROOT) }.replacements else emptyList()

private const val MAX_VIOLATIONS = 50

/** One pass, with its own stack: how deep an answer nests is not the thread's concern. */
private class ShapeCheck(
    private val document: SchemaDocument,
    private val looksAtConstraints: Boolean,
    /** How many of the whole value's own members, in the order of their arrival, were looked at before. */
    private val passed: Int = 0,
) {
    /** A value to look at; null where one is missing. */
    private class Place(val schema: Schema, val value: JsonValue?, val path: JsonPath)

    private val open = ArrayDeque<Place>()
    private val shape = ArrayList<Violation>()
    private val constraints = ArrayList<Violation>()
    val replacements = ArrayList<Violation>()
    private val needsConstraints: Boolean get() = looksAtConstraints && constraints.size < MAX_VIOLATIONS

    private var whole: JsonValue? = null

    fun run(schema: Schema, value: JsonValue, path: JsonPath): List<Violation> {
        whole = value
        open += Place(schema, value, path)
        while (open.isNotEmpty() && shape.size < MAX_VIOLATIONS) look(open.removeLast())
        return (shape + constraints).take(MAX_VIOLATIONS)
    }

    private fun look(place: Place) {
        val schema = document.resolve(place.schema)
        val value = place.value
        when {
            value == null -> shape += Violation(place.path, "is missing; must be ${wanted(schema)}")
            value is NullValue && place.schema.nullable -> Unit
            (schema is ObjectSchema || schema is UnionSchema) && value.fault != null -> wrong(place, value.fault!!)
            schema is AnySchema -> if (value is NullValue) mismatch(place, schema)
            schema is ObjectSchema && value is ObjectValue -> properties(place, schema, value)
            schema is UnionSchema && value is ObjectValue -> variant(place, schema, value)
            schema is ArraySchema && value is ArrayValue -> list(place, schema, value)
            schema is MapSchema && value is ObjectValue -> map(place, schema, value)
            schema is StringSchema && value is StringValue -> constraints(place) { ConstraintCheck.string(schema, value.string) }
            schema is EnumSchema && value is StringValue -> choice(place, schema, value)
            schema is IntegerSchema && value is NumberValue -> integer(place, schema, value.literal)
            schema is NumberSchema && value is NumberValue -> number(place, schema, value.literal)
            schema is BooleanSchema && value is BooleanValue -> Unit
            else -> mismatch(place, schema)
        }
    }

    private val JsonValue.fault: String? get() = ((this as? ObjectValue)?.get(FAULT) as? StringValue)?.string

    private fun properties(place: Place, schema: ObjectSchema, value: ObjectValue) {
        val passed = passedOf(value)
        for (property in schema.properties.asReversed()) {
            val found = value[property.name]
            val isNothing = found == null || found is NullValue
            if (isNothing && (property.optional || property.schema.nullable)) continue
            if (found != null && passed > 0 && value.keys.indexOf(property.name) < passed) continue
            open += Place(property.schema, found, place.path + property.name)
        }
    }

    private fun passedOf(value: JsonValue) = if (value === whole) passed else 0

    private fun variant(place: Place, schema: UnionSchema, value: ObjectValue) {
        val path = place.path + schema.discriminator
        val tag = value[schema.discriminator]
        val text = (tag as? StringValue)?.string
        val chosen = text?.let(schema::variant)
        when {
            chosen != null -> open += Place(chosen.schema, value, place.path)
            tag == null || tag is NullValue -> shape += Violation(path, "is missing; ${Suggestion.oneOf(schema.tags)}")
            else -> shape += Violation(path, Suggestion.oneOf(schema.tags, text), tag.excerpt())
        }
    }

    private fun list(place: Place, schema: ArraySchema, value: ArrayValue) {
        constraints(place) { ConstraintCheck.list(schema, value) }
        if (schema.uniqueItems && needsConstraints) {
            ConstraintCheck.repetitions(value).take(MAX_VIOLATIONS).mapTo(constraints) { (index, first) ->
                Violation(place.path + index, "must not repeat item $first", value.elements[index].excerpt())
            }
        }
        for (index in value.elements.lastIndex downTo passedOf(value)) {
            open +=
                Place(schema.items, value.elements[index], place.path + index)
        }
    }

    private fun map(place: Place, schema: MapSchema, value: ObjectValue) {
        constraints(place) { ConstraintCheck.map(schema, value) }
        schema.keys?.let { keys -> value.keys.forEach { key(place.path + it, document.resolve(keys), it) } }
        val passed = passedOf(value)
        for (index in value.size - 1 downTo passed) value.keys[index].let { open += Place(schema.values, value[it], place.path + it) }
    }

    private fun key(path: JsonPath, schema: Schema, key: String) {
        val complaints = when (schema) {
            is EnumSchema -> if (key in schema.names) emptyList() else listOf(Suggestion.oneOf(schema.names, key))

            is IntegerSchema -> listOf("must be a whole number").takeUnless { WHOLE.matches(key) }
                ?: listOfNotNull(complaint(schema, key)).ifEmpty { ConstraintCheck.number(schema.bounds, key) }

            is StringSchema -> ConstraintCheck.string(schema, key)

            else -> emptyList()
        }
        complaints.mapTo(shape) { Violation(path, "the key $it") }
    }

    private fun choice(place: Place, schema: EnumSchema, value: StringValue) {
        val word = value.string
        if (word in schema.names) return
        if (schema.fallback == null) {
            shape += Violation(place.path, Suggestion.oneOf(schema.names, word), value.excerpt())
        } else if (replacements.size < MAX_VIOLATIONS) {
            replacements += Violation(place.path, "is no constant of ${schema.name}, taken as ${schema.fallback}", value.excerpt())
        }
    }

    private fun integer(place: Place, schema: IntegerSchema, literal: String) {
        val complaint = complaint(schema, literal)
        if (complaint == null) constraints(place) { ConstraintCheck.number(schema.bounds, literal) } else wrong(place, complaint)
    }

    private fun complaint(schema: IntegerSchema, literal: String): String? {
        val number = ExactNumber.integer(literal)
        val range = schema.range
        return when {
            number == null && ExactNumber.decimal(literal) == null -> "is out of range"
            number == null -> "must be a whole number"
            range != null && number !in range.minimum..range.maximum -> "must be between ${range.minimum} and ${range.maximum}"
            else -> null
        }
    }

    private fun number(place: Place, schema: NumberSchema, literal: String) {
        val fits = when (schema.precision) {
            NumberPrecision.FLOAT -> literal.toFloat().isFinite()
            NumberPrecision.DOUBLE -> literal.toDouble().isFinite()
            NumberPrecision.EXACT -> ExactNumber.decimal(literal) != null
        }
        if (fits) constraints(place) { ConstraintCheck.number(schema.bounds, literal) } else wrong(place, "is out of range")
    }

    private inline fun constraints(place: Place, complaints: () -> List<String>) {
        if (needsConstraints) complaints().mapTo(constraints) { Violation(place.path, it, place.value?.excerpt()) }
    }

    private fun mismatch(place: Place, schema: Schema) = wrong(place, "must be ${wanted(schema)}, not ${kind(place.value)}")

    private fun wrong(place: Place, message: String) {
        shape += Violation(place.path, message, place.value?.excerpt())
    }

    private fun wanted(schema: Schema): String = when (schema) {
        is ObjectSchema, is UnionSchema, is MapSchema -> "an object"
        is ArraySchema -> "an array"
        is StringSchema -> "a string"
        is EnumSchema -> Suggestion.oneOf(schema.names).removePrefix("must be ")
        is IntegerSchema -> "a whole number"
        is NumberSchema -> "a number"
        is BooleanSchema -> "true or false"
        is AnySchema -> "a value"
        is ReferenceSchema -> error("resolved")
    }

    private fun kind(value: JsonValue?): String = when (value) {
        is ObjectValue -> "an object"
        is ArrayValue -> "an array"
        is StringValue -> "a string"
        is NumberValue -> "a number"
        is BooleanValue -> "a boolean"
        NullValue, null -> "null"
    }

    private companion object {
        val WHOLE = Regex("-?(0|[1-9][0-9]*)")
    }
}
