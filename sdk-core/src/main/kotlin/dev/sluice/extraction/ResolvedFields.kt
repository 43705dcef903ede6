package dev.sluice.extraction

import dev.sluice.schema.OutputType
import dev.sluice.schema.PropertySchema

/** What a reference to a field of an object's type stands for. */
internal class ResolvedField(val name: String, val property: PropertySchema, val type: OutputType<*>)

/**
 * The first few fields that were asked for, by reference: a partial is asked for the same ones after each piece of the answer, and to look
 * up a name, a schema and a type each time would cost more than reading the piece. Safe for use from several threads.
 */
internal class ResolvedFields {
    private class Entry(val type: OutputType<*>, val reference: Any, val field: ResolvedField)

    @Volatile
    private var entries = emptyArray<Entry>()

    /** The field of [type] that [reference] names; [resolve] finds it the first time. */
    inline fun of(type: OutputType<*>, reference: Any, resolve: () -> ResolvedField): ResolvedField =
        find(type, reference) ?: resolve().also { keep(type, reference, it) }

    // By identity: the compiler makes one reference for each place in the code, and equality of references compares their names.
    private fun find(type: OutputType<*>, reference: Any): ResolvedField? {
        for (entry in entries) if (entry.reference === reference && entry.type === type) return entry.field
        return null
    }

    @Synchronized
    private fun keep(type: OutputType<*>, reference: Any, field: ResolvedField) {
        if (entries.size < MOST) entries += Entry(type, reference, field)
    }

    private companion object {
        /** Searched from end to end. */
        const val MOST = 16
    }
}
