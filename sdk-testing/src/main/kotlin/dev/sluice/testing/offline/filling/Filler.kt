package dev.sluice.testing.offline.filling

import dev.sluice.testing.offline.reading.Words
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Fills a JSON schema from a text. The value always conforms to the schema; its properties stand in the schema's order.
 *
 * One rule throughout: a value is first *found*, from the text; where nothing is found, null stands if the schema allows it, an optional
 * property is left out, and only a value that must be there becomes the least wrong one.
 */
internal class Filler(
    private val schema: JsonElement,
    private val name: String,
    private val source: Source,
    private val amendments: List<Amendment> = emptyList(),
) {
    private val reader = ShapeReader(schema)
    private val lists = ListFiller(this)
    private val unions = UnionChooser(this)
    private val open = ArrayDeque<Pair<Any, Scope>>()
    private var written = 0

    /** The answer. Throws [UnanswerableException] if the schema allows no finite value, or only an enormous one. */
    fun fill(): JsonElement {
        val shape = read(schema, emptyList())
        val field = Field(name, null, shape.notes, emptyList(), Words.ofText(source.instruction))
        val value = value(shape, field, Scope(source), isRequired = true)
        return value?.json ?: throw UnanswerableException("the schema has no finite value: a type requires itself")
    }

    /** What the text does not give of what the answer must have: the names of properties of the root. */
    fun missing(): List<String> {
        val shape = read(schema, emptyList()) as? ObjectShape ?: return emptyList()
        val root = Field(name, null, shape.notes, emptyList(), Words.ofText(source.instruction))
        return shape.properties.filter { it.isRequired && !isGiven(it, root) }.map { it.name }
    }

    private fun isGiven(property: PropertyShape, root: Field): Boolean {
        val shape = read(property.schema, listOf(property.name))
        return value(shape, root.property(property.name, shape.notes), Scope(source), isRequired = true)?.isFound == true
    }

    /** The shape of [schema] at [path], with what earlier answers got wrong there. */
    fun read(schema: JsonElement, path: List<String>): Shape = reader.read(schema, amendments.filter { it.isAbout(path) })

    /** The value of [field]; null if it is left out, or cannot be given because its type requires itself. */
    fun value(shape: Shape, field: Field, scope: Scope, isRequired: Boolean): Filled? {
        if (++written > MOST_VALUES) throw UnanswerableException("it asks for more than $MOST_VALUES values, where the offline model stops")
        val found = find(shape, field, scope)
        return when {
            found != null && (found.isFound || (isRequired && !shape.notes.nullable)) -> found
            shape.notes.nullable -> Filled(JsonNull, isFound = false)
            !isRequired -> null
            else -> leastWrong(shape, field, scope)?.let { Filled(it, isFound = false) }
        }
    }

    private fun find(shape: Shape, field: Field, scope: Scope): Filled? = when (shape) {
        is ObjectShape -> objectOf(shape, field, scope)
        is ArrayShape -> lists.fill(shape, field, scope)
        is UnionShape -> unions.fill(shape, field, scope)
        is TextShape -> textOf(shape, field, scope)
        is NumberShape -> numberOf(field, shape, scope)?.let { found(it) }
        is BooleanShape -> truthOf(field, scope)
        is ChoiceShape -> choiceOf(shape, field, scope)
        is NullShape -> found(JsonNull)
        is AnyShape -> anything(scope)
    }

    private fun leastWrong(shape: Shape, field: Field, scope: Scope): JsonElement? = when (shape) {
        is TextShape -> JsonPrimitive(TextFit.fit(TextFiller.leastWrong(field, scope), shape, scope.passage))
        is NumberShape -> numberOf(NumberFiller.leastWrong(field, shape, scope))
        is BooleanShape -> JsonPrimitive(false)
        else -> null
    }

    private fun objectOf(shape: ObjectShape, field: Field, scope: Scope): Filled? {
        // The same type on the same text would find the same again, for ever.
        if (isOpen(shape, scope)) return null
        open.addLast(shape.identity to scope)
        try {
            val properties = LinkedHashMap<String, JsonElement>()
            var isFound = false
            for (property in shape.properties) {
                val path = field.path + property.name
                val inner = read(property.schema, path)
                val value = value(inner, field.property(property.name, inner.notes), scope, property.isRequired)
                if (value == null && property.isRequired) return null
                value?.let { properties[property.name] = it.json }
                // A discriminator has its one value whatever the text says.
                val isConstant = inner is ChoiceShape && inner.values.size == 1
                isFound = isFound || (value?.isFound == true && !isConstant)
            }
            val further = MapFiller(this).fill(shape, field, scope, properties.keys)
            further.forEach { (name, value) -> properties[name] = value.json }
            val isEmptyType = shape.properties.isEmpty() && shape.extra == null
            return Filled(JsonObject(properties), isFound || isEmptyType || further.any { it.value.isFound })
        } finally {
            open.removeLast()
        }
    }

    /** Whether [shape] is being filled already from [scope]. */
    fun isOpen(shape: Shape, scope: Scope): Boolean =
        shape is ObjectShape && open.any { it.first === shape.identity && it.second === scope }

    /** Whether [shape] is being filled already, from whatever text. */
    fun isOpen(shape: Shape): Boolean = shape is ObjectShape && open.any { it.first === shape.identity }

    private fun textOf(shape: TextShape, field: Field, scope: Scope): Filled? {
        val text = TextFiller.find(field, shape, scope) ?: return null
        return if (isRefused(JsonPrimitive(text), field)) null else found(JsonPrimitive(TextFit.fit(text, shape, scope.passage)))
    }

    private fun numberOf(field: Field, shape: NumberShape, scope: Scope): JsonElement? {
        val choice = scope.choice?.takeIf { field.numericMeaning in WEIGHTS }
        val weight = choice?.let { NumberFit.between(Judgement.sure(it.signs), shape) }
        val number = weight ?: NumberFiller.find(field, shape, scope) ?: return null
        val value = numberOf(number)
        return if (isRefused(value, field)) numberOf(NumberFit.between(HALF, shape)) else value
    }

    private fun truthOf(field: Field, scope: Scope): Filled? {
        val truth = BooleanFiller.find(field, scope) ?: return null
        return found(JsonPrimitive(if (isRefused(JsonPrimitive(truth), field)) !truth else truth))
    }

    private fun choiceOf(shape: ChoiceShape, field: Field, scope: Scope): Filled {
        val choices = Choices(shape.values)
        val chosen = scope.choice?.value?.takeIf { it in shape.values } ?: choices.choose(field, scope)
        val isFound = shape.values.size == 1 || scope.labelled(field) != null || choices.speaksFor(chosen, field, scope)
        return Filled(chosen, isFound)
    }

    /** Whatever the text holds that has names of its own; else the text itself. */
    private fun anything(scope: Scope): Filled {
        val labels = scope.record?.labels ?: scope.passage.labels
        val named = labels.associate { it.name to JsonPrimitive(it.value) }
        val value = if (named.isEmpty()) JsonPrimitive(scope.passage.text.trim()) else JsonObject(named)
        return Filled(value, isFound = scope.passage.text.isNotBlank())
    }

    private fun isRefused(value: JsonElement, field: Field): Boolean = amendments.any { it.isAbout(field.path) && it.refuses(value) }

    /** Whether [value] was refused as an element of [list]. */
    fun isRefusedIn(list: Field, value: JsonElement): Boolean = amendments.any { it.refusesIn(list.path, value) }

    private fun found(json: JsonElement) = Filled(json, isFound = true)

    private companion object {
        const val MOST_VALUES = 100_000
        const val HALF = 0.5
        val WEIGHTS = setOf(Meaning.CONFIDENCE, Meaning.SCORE)
    }
}

/** A value, and whether the text gave it. */
internal class Filled(val json: JsonElement, val isFound: Boolean)
