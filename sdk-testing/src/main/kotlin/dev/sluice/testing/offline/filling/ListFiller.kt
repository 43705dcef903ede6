package dev.sluice.testing.offline.filling

import dev.sluice.testing.offline.reading.Passage
import dev.sluice.testing.offline.reading.Record
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive

/** Fills lists: one element a fact, a statement or a record, in the order of the text. */
internal class ListFiller(private val filler: Filler) {
    /** The list that [field] wants; null if it must hold an element that cannot be given. */
    fun fill(shape: ArrayShape, field: Field, scope: Scope): Filled? {
        if (shape.minItems > MOST_ITEMS) throw UnanswerableException("it asks for a list of more than $MOST_ITEMS elements")
        val tuple = shape.prefix.mapIndexed { index, schema -> element(schema, field, index, scope) ?: return null }
        val rest = shape.items?.let { elements(it, shape, field, scope, tuple.size) }.orEmpty()
        val found = (tuple + rest).let { all -> if (shape.isUnique) all.distinctBy { it.json } else all }.take(shape.maxItems)
        val whole = if (found.size < shape.minItems) padded(found, shape, field, scope) ?: return null else found
        return Filled(JsonArray(whole.map { it.json }), isFound = found.any { it.isFound })
    }

    private fun elements(schema: JsonElement, list: ArrayShape, field: Field, scope: Scope, start: Int): List<Filled> {
        val shape = filler.read(schema, field.path + start.toString())
        return when (shape) {
            is TextShape -> TextLists(scope).find(field, list.maxItems).map {
                Filled(JsonPrimitive(TextFit.fit(it, shape, Passage(it))), isFound = true)
            }.filterNot { filler.isRefusedIn(field, it.json) }

            is ChoiceShape -> chosen(shape, field, scope).map { Filled(it, isFound = true) }

            is NumberShape -> numbers(field, shape, scope).map { Filled(it, isFound = true) }

            is ObjectShape -> weighed(shape, field, scope)?.let { objects(schema, field, it, start) }
                ?: records(schema, shape, field, scope, start)

            is UnionShape, is ArrayShape, is AnyShape -> records(schema, shape, field, scope, start)

            is BooleanShape, is NullShape -> emptyList()
        }
    }

    private fun chosen(shape: ChoiceShape, field: Field, scope: Scope): List<JsonElement> {
        val choices = Choices(shape.values)
        val named = scope.labelled(field)?.let { value -> value.split(',', ';', '/').mapNotNull(choices::called) }.orEmpty()
        return named.ifEmpty { choices.ranked(scope.passage).map { it.first } }.distinct()
    }

    private fun numbers(field: Field, shape: NumberShape, scope: Scope): List<JsonElement> {
        val quantities = scope.labelled(field)?.let { Passage(it).quantities } ?: scope.passage.quantities.filter { quantity ->
            when (field.numericMeaning) {
                Meaning.MONEY -> quantity.currency != null
                Meaning.PERCENT -> quantity.isPercent
                else -> true
            }
        }
        return quantities.map { numberOf(NumberFit.fit(it.value, shape)) }
    }

    /** For objects that weigh one of fixed values, such as a category with a confidence: a scope for each value with evidence. */
    private fun weighed(shape: ObjectShape, field: Field, scope: Scope): List<Scope>? {
        val shapes = shape.properties.map { filler.read(it.schema, field.path) }
        val choice = shapes.filterIsInstance<ChoiceShape>().filter { it.values.size > 1 }.singleOrNull() ?: return null
        val weighs = shapes.any { it is NumberShape } && shapes.none { it is ObjectShape || it is ArrayShape }
        if (!weighs || Records.isListed(scope)) return null
        return Choices(choice.values).ranked(scope.passage).map { (value, signs) -> scope.of(Choice(value, signs)) }
    }

    private fun records(schema: JsonElement, shape: Shape, field: Field, scope: Scope, start: Int): List<Filled> {
        val records = Records(scope).of(field, Field(field.name, field, shape.notes, field.path), isNested = filler.isOpen(shape))
        return objects(schema, field, records.map(scope::of), start).filter { it.isFound }
    }

    private fun objects(schema: JsonElement, field: Field, scopes: List<Scope>, start: Int): List<Filled> =
        scopes.mapIndexedNotNull { index, scope -> element(schema, field, start + index, scope) }

    private fun element(schema: JsonElement, field: Field, index: Int, scope: Scope): Filled? {
        val shape = filler.read(schema, field.path + index.toString())
        return filler.value(shape, field.element(index, shape.notes), scope, isRequired = true)
    }

    /** Adds elements until there are enough: from sentences, then from words, then numbered ones. */
    private fun padded(found: List<Filled>, shape: ArrayShape, field: Field, scope: Scope): List<Filled>? {
        val schema = shape.items ?: ANYTHING
        val kind = filler.read(schema, field.path + "0")
        val values = (kind as? ChoiceShape)?.values?.asSequence()?.map { Filled(it, isFound = false) }
        val texts =
            scope.passage.statements.asSequence() + scope.whole.keywords.asSequence() +
                generateSequence(1) { it + 1 }.map { "${TextFiller.NOT_STATED} $it" }
        val made = texts.take(shape.minItems + MOST_TRIES).mapIndexedNotNull { index, text ->
            extra(schema, kind, field, found.size + index, text, scope)
        }
        val all = found.asSequence() + values.orEmpty() + made
        return (if (shape.isUnique) all.distinctBy { it.json } else all).take(shape.minItems).toList().takeIf { it.size == shape.minItems }
    }

    private fun extra(schema: JsonElement, kind: Shape, field: Field, index: Int, text: String, scope: Scope): Filled? = when (kind) {
        is TextShape -> Filled(JsonPrimitive(TextFit.fit(text, kind, Passage(text))), isFound = false)
        is NumberShape -> Filled(numberOf(NumberFit.fit(index.toBigDecimal(), kind)), isFound = false)
        else -> if (filler.isOpen(kind)) null else element(schema, field, index, scope.of(Record.ofText(text)))
    }

    private companion object {
        const val MOST_ITEMS = 10_000
        const val MOST_TRIES = 200
    }
}
