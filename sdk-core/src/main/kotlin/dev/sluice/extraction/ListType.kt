package dev.sluice.extraction

import dev.sluice.json.ArrayValue
import dev.sluice.json.JsonPath
import dev.sluice.json.JsonValue
import dev.sluice.schema.ArraySchema
import dev.sluice.schema.DecodingException
import dev.sluice.schema.OutputType
import dev.sluice.schema.SchemaDocument
import dev.sluice.schema.typeName

/** A list of values of another type: what is asked for where elements are wanted one by one. */
internal class ListType<T>(private val elements: OutputType<T>) : OutputType<List<T>> {
    override val schema: SchemaDocument = SchemaDocument(ArraySchema(elements.schema.root), elements.schema.definitions)

    override val name: String get() = schema.typeName()

    override fun decode(json: JsonValue): List<T> = (json as ArrayValue).elements.mapIndexed { index, element ->
        try {
            elements.decode(element)
        } catch (refused: DecodingException) {
            throw DecodingException(JsonPath.ROOT + index + refused.path, refused.reason, refused.cause)
        }
    }

    override fun property(name: String): OutputType<*>? = null

    override fun element(): OutputType<*> = elements

    override fun variant(tag: String): OutputType<*>? = null

    override fun nameOf(reference: Any): String = throw IllegalArgumentException("$reference names no property of $name: that is a list")
}
