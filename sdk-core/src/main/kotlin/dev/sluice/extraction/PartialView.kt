package dev.sluice.extraction

import dev.sluice.json.JsonValue
import dev.sluice.schema.OutputType

/**
 * One answer of the type [type], seen as [Partial]s: each snapshot of its JSON through one, all of them sharing what was built.
 *
 * [RealPartial] reads fields, [TypedJson] goes from a piece of JSON to the pieces inside with their types, [DecodedValues] and
 * [DecodedList] build values once, [Whole] is the value that was accepted in the end. They rest on this:
 *
 * - A view belongs to one answer, read by one reader. What is complete in a candidate never changes and is the same instance in every
 *   snapshot of it, so what was built of it is kept by that instance. It is kept with its type, for `null`, `true` and `[]` are one
 *   instance each wherever they stand, and a property may be read through one variant before another is chosen.
 * - A list is told by its instance once it is complete, before that by its path: a later list under the same key shows only when it
 *   is complete, so at most one list is ever seen open at a path. Old snapshots may be read after newer ones and show what they did.
 * - Whether null is a value is said where a type is used, by the schema as declared: a reference's own `nullable`, never that of
 *   what it refers to.
 * - The model's mistakes never throw: what does not fit does not show, and what belongs to no variant that exists is absent.
 *   A name that the type does not know is the caller's mistake, and throws.
 */
internal class PartialView<T>(private val type: OutputType<T>, val attempt: Int = 1) {
    private var decoded = DecodedValues()
    private var change = VisibleChange(type.schema)
    private var candidate = 1

    /** Whether [json] shows more than what this was asked about before, by what the type says of its parts. */
    fun hasChanged(json: JsonValue?, candidate: Int = 1): Boolean {
        lookAt(candidate)
        return change.isIn(json)
    }

    /** The answer as [json] has it, which belongs to [candidate]; with [whole], the last of its partials. */
    fun show(json: JsonValue?, whole: Whole<T>? = null, candidate: Int = 1): Partial<T> {
        lookAt(candidate)
        return RealPartial(TypedJson(type, type.schema, type.schema.root, null, null, json, decoded), attempt, candidate, whole)
    }

    /** Another candidate shows from its own beginning, and shares nothing with the one before. */
    private fun lookAt(candidate: Int) {
        if (candidate == this.candidate) return
        this.candidate = candidate
        decoded = DecodedValues()
        change = VisibleChange(type.schema)
    }
}
