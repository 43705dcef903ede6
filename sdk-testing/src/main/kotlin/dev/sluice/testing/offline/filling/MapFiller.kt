package dev.sluice.testing.offline.filling

import dev.sluice.testing.offline.reading.Record
import kotlinx.serialization.json.JsonElement

/** Fills the properties whose names the schema leaves open: with the text's own labels, else with what its numbers count. */
internal class MapFiller(private val filler: Filler) {
    /** The further properties of [shape], none of them called as one in [taken]. */
    fun fill(shape: ObjectShape, field: Field, scope: Scope, taken: Set<String>): Map<String, Filled> {
        val schema = shape.extra ?: return emptyMap()
        val entries = LinkedHashMap<String, Filled>()
        val room = shape.maxProperties - taken.size
        for ((name, text) in entriesIn(scope)) {
            val key = keyOf(name, shape)?.takeIf { it !in taken && it !in entries } ?: continue
            if (entries.size >= room) break
            val value = value(schema, field, key, scope.of(Record.ofText(text)))
            if (value?.isFound == true) entries[key] = value
        }
        val missing = shape.minProperties - taken.size - entries.size
        for (name in spareNames(shape, scope).filter { it !in taken && it !in entries }.take(checked(missing)).toList()) {
            value(schema, field, name, scope)?.let { entries[name] = it }
        }
        return entries
    }

    private fun entriesIn(scope: Scope): List<Pair<String, String>> {
        val labels = scope.record?.labels ?: scope.passage.labels
        val counted = { scope.passage.quantities.mapNotNull { quantity -> quantity.unit?.let { it to quantity.text } } }
        return labels.map { it.name to it.value }.ifEmpty(counted)
    }

    private fun keyOf(name: String, shape: ObjectShape): String? =
        if (shape.extraNames.isEmpty()) name else shape.extraNames.firstOrNull { it.equals(name, ignoreCase = true) }

    /** Names for entries that must be there although the text has none. */
    private fun spareNames(shape: ObjectShape, scope: Scope): Sequence<String> =
        if (shape.extraNames.isNotEmpty()) {
            shape.extraNames.asSequence()
        } else {
            scope.whole.keywords.asSequence() + generateSequence(1) { it + 1 }.map { "entry $it" }
        }

    private fun checked(missing: Int): Int {
        if (missing > MOST_PADDING) throw UnanswerableException("it asks for a map of more than $MOST_PADDING entries")
        return missing.coerceAtLeast(0)
    }

    private fun value(schema: JsonElement, field: Field, key: String, scope: Scope): Filled? {
        val shape = filler.read(schema, field.path + key)
        // What the value means is told by the map's name; its key is the text's own word.
        return filler.value(shape, Field("value", field, shape.notes, field.path + key), scope, isRequired = true)
    }

    private companion object {
        const val MOST_PADDING = 1000
    }
}
