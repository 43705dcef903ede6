package dev.sluice.extraction

import dev.sluice.json.JsonValue
import dev.sluice.json.ObjectValue
import dev.sluice.schema.ArraySchema
import dev.sluice.schema.ObjectSchema
import dev.sluice.schema.PropertySchema
import dev.sluice.schema.SchemaDocument

/**
 * What travels around an answer. Providers want an object at the root: any other type goes inside one, under [key]. Paths and
 * partials never show it.
 */
internal class Envelope private constructor(val document: SchemaDocument, val key: String?) {
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
        fun ofList(elements: SchemaDocument): Envelope = around(SchemaDocument(ArraySchema(elements.root), elements.definitions), ITEMS)

        private fun around(document: SchemaDocument, key: String) =
            Envelope(SchemaDocument(ObjectSchema("Answer", listOf(PropertySchema(key, document.root))), document.definitions), key)
    }
}
