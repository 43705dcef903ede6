package dev.sluice.schema

import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.elementNames

/** Gives each type of a document its own name: the class's, and a number behind it for another class of the same name. */
internal class TypeNames {
    private val byType = HashMap<TypeKey, String>()
    private val taken = HashSet<String>()

    fun of(type: TypeKey): String = byType.getOrPut(type) {
        val name = legalName(type.descriptor.serialName)
        generateSequence(1) { it + 1 }.map { if (it == 1) name else name.take(MAX_NAME - 4) + "_$it" }.first(taken::add)
    }
}

/**
 * What makes two descriptors the same type. Equality of descriptors alone looks at the names of the elements' types, not at the
 * elements' own names.
 */
internal class TypeKey(val descriptor: SerialDescriptor) {
    private val elements: List<String> = descriptor.elementNames.toList()

    override fun equals(other: Any?): Boolean = other is TypeKey && descriptor == other.descriptor && elements == other.elements

    override fun hashCode(): Int = descriptor.serialName.hashCode() * 31 + elements.hashCode()
}

private const val MAX_NAME = 64
private val ILLEGAL = Regex("[^A-Za-z0-9_-]")

/** [serialName] without its package, in the letters that every provider takes for the name of a tool. */
internal fun legalName(serialName: String): String =
    serialName.substringBefore('<').removeSuffix("?").substringAfterLast('.').replace(ILLEGAL, "_").take(MAX_NAME).ifEmpty { "Type" }

/** The name of a whole type, made from its parts' where it has none. */
internal fun SchemaDocument.typeName(schema: Schema = root): String = when (val node = resolve(schema)) {
    is ObjectSchema -> node.name
    is UnionSchema -> node.name
    is EnumSchema -> node.name
    is ArraySchema -> typeName(node.items).take(MAX_NAME - 4) + "List"
    is MapSchema -> typeName(node.values).take(MAX_NAME - 4) + "Map"
    is StringSchema -> "Text"
    is IntegerSchema -> "Integer"
    is NumberSchema -> "Number"
    is BooleanSchema -> "Boolean"
    is AnySchema -> "Json"
    is ReferenceSchema -> error("resolved")
}
