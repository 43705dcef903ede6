package dev.sluice.extraction

import dev.sluice.json.JsonPath
import dev.sluice.json.JsonValue
import dev.sluice.json.ObjectValue
import dev.sluice.json.TakenBack
import dev.sluice.schema.ArraySchema
import dev.sluice.schema.ObjectSchema
import dev.sluice.schema.PropertySchema
import dev.sluice.schema.Schema
import dev.sluice.schema.SchemaDocument
import dev.sluice.schema.Violation
import dev.sluice.schema.replacements

/**
 * What travels around an answer. Providers want an object at the root: any other type goes inside one, under [key]. Paths and
 * partials never show it.
 */
internal class Envelope private constructor(
    val document: SchemaDocument,
    val key: String?,
    /**
     * Whether the answer is a list whose elements are handed out as they close. Elsewhere the last of two equal keys counts; here
     * it would take back what the caller already has, or mix two lists, so a second one makes the answer invalid.
     */
    val isHandedOut: Boolean = false,
) {
    /** Where the answer stands in what travels. */
    val path: JsonPath = if (key == null) JsonPath.ROOT else JsonPath.ROOT + key

    /** The answer's own schema. */
    private val answer: Schema
        get() = if (key == null) document.root else checkNotNull(root.property(key)).schema

    /** What travels. A map, whose keys may be any, travels inside an object like all that is none itself; so does a union. */
    private val root: ObjectSchema get() = document.root as ObjectSchema

    /** The keys that what travels must have. */
    val requiredKeys: Set<String> get() = root.properties.filterNot { it.optional }.mapTo(HashSet()) { it.name }

    /** Whether what travels may have [key]. */
    fun mayHave(key: String): Boolean = root.property(key) != null

    /** What [answer], which is complete, was taken to say beyond its words. */
    fun replacements(answer: JsonValue): List<Violation> = document.replacements(this.answer, answer)

    /** That what travels has no answer in it. */
    val missing: Violation get() = Violation(JsonPath.ROOT, "the answer must be an object with the property \"$key\"")

    /** That the list which was handed out is not the answer. */
    fun takenBack(why: TakenBack): Violation = Violation(
        JsonPath.ROOT,
        when (why) {
            TakenBack.REPEATED -> "the answer must have the property \"$key\" only once"

            TakenBack.THOUGHT ->
                "the elements that were read stand in thoughts: they are closed, as by </think>, but were not opened, and more " +
                    "follows. Open thoughts with <think>; for a model that leaves it out, let the server send thoughts apart from the " +
                    "answer, or extract the list as a whole"
        },
    )

    /** The answer inside [root], as far as it is there. */
    fun open(root: JsonValue?): JsonValue? = if (key == null) root else (root as? ObjectValue)?.get(key)

    companion object {
        private const val VALUE = "value"
        private const val ITEMS = "items"

        /** For one value of the type that [document] describes. */
        fun ofValue(document: SchemaDocument): Envelope {
            val root = document.resolve(document.root)
            val fits = root is ObjectSchema && !root.nullable && !document.root.nullable
            return if (fits) Envelope(SchemaDocument(root, document.definitions), null) else around(document, VALUE)
        }

        /** For a list of values of the type that [elements] describes. */
        fun ofList(elements: SchemaDocument): Envelope =
            around(SchemaDocument(ArraySchema(elements.root), elements.definitions), ITEMS, isHandedOut = true)

        private fun around(document: SchemaDocument, key: String, isHandedOut: Boolean = false): Envelope {
            val root = ObjectSchema("Answer", listOf(PropertySchema(key, document.root)))
            return Envelope(SchemaDocument(root, document.definitions), key, isHandedOut)
        }
    }
}
