package dev.sluice.testing.offline.filling

import dev.sluice.testing.offline.reading.Words
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull

/** Chooses, of several types that a value may have, the one that the text speaks for, and fills it. */
internal class UnionChooser(private val filler: Filler) {
    fun fill(shape: UnionShape, field: Field, scope: Scope): Filled? {
        val variants = shape.variants.map { filler.read(it, field.path) }
        val finite = variants.filterNot { filler.isOpen(it, scope) }
        val ranked = finite.sortedByDescending { evidence(it, field, scope) }
        return ranked.firstNotNullOfOrNull {
            filler.value(it, Field(field.name, field.owner, it.notes, field.path), scope, isRequired = true)
        }
    }

    private fun evidence(shape: Shape, field: Field, scope: Scope): Int = when (shape) {
        is ObjectShape -> tagEvidence(shape, scope) * TAG_WEIGHT + shape.properties.count { holds(it, field, scope) }
        is NumberShape -> if (NumberFiller.find(field, shape, scope) != null) NUMBER_WEIGHT else 0
        is ArrayShape -> if (scope.passage.items.isNotEmpty()) 2 else 0
        is TextShape, is ChoiceShape -> 1
        else -> 0
    }

    /** How often the text speaks of what the variant is called: its discriminator's one value, and its title. */
    private fun tagEvidence(shape: ObjectShape, scope: Scope): Int {
        val tags = shape.properties.mapNotNull { property ->
            (filler.read(property.schema, NOWHERE) as? ChoiceShape)?.values?.singleOrNull()
        }
        val names = tags.mapNotNull { (it as? JsonPrimitive)?.contentOrNull } + listOfNotNull(shape.notes.title)
        val signs = names.flatMap { Topics.signs(Words.ofIdentifier(it.substringAfterLast('.'))) }.toSet()
        return scope.passage.stems.count { it in signs }
    }

    private fun holds(property: PropertyShape, field: Field, scope: Scope): Boolean {
        val shape = filler.read(property.schema, NOWHERE)
        val inner = field.property(property.name, shape.notes)
        return scope.labelled(inner) != null || when (shape) {
            is TextShape -> Facts(scope).all(inner).isNotEmpty()
            is NumberShape -> NumberFinder(scope).find(inner) != null
            else -> false
        }
    }

    private companion object {
        const val TAG_WEIGHT = 2
        const val NUMBER_WEIGHT = 3

        /** A path that no amendment is about. */
        val NOWHERE = listOf("")
    }
}
