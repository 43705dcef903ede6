package dev.sluice.extraction

import dev.sluice.model.OutputTool
import dev.sluice.model.OutputTools
import dev.sluice.schema.ArraySchema
import dev.sluice.schema.ObjectSchema
import dev.sluice.schema.Schema
import dev.sluice.schema.SchemaDocument
import dev.sluice.schema.UnionSchema
import dev.sluice.schema.legalName

/**
 * The tools by whose calls the answer in this envelope can be given, one for each variant of a sealed type; null where that is neither
 * an object nor a list of objects, and so no call's input.
 */
internal fun Envelope.tools(): OutputTools? {
    val root = document.root as ObjectSchema
    if (key == null) return OutputTools.single(toolOf(root, document))
    val answer = root.property(key)!!.schema
    val list = (document.resolve(answer) as? ArraySchema)?.takeIf { !it.nullable && !answer.nullable }
    return partsOf(list?.items ?: answer, key, isList = list != null)
}

private fun Envelope.partsOf(schema: Schema, key: String, isList: Boolean): OutputTools? {
    val type = document.resolve(schema)
    if (type.nullable || schema.nullable) return null
    return when (type) {
        is ObjectSchema -> OutputTools(listOf(toolOf(type, document)), key = key, isList = isList)
        is UnionSchema -> OutputTools(type.tools(document), type.discriminator, key, isList)
        else -> null
    }
}

private fun toolOf(type: ObjectSchema, document: SchemaDocument) =
    OutputTool(type.name, type.description, SchemaDocument(type, document.definitions))

private fun UnionSchema.tools(document: SchemaDocument): List<OutputTool> {
    val names = HashSet<String>()
    return variants.map { variant ->
        val type = document.resolve(variant.schema) as ObjectSchema
        val name = legalName(variant.tag)
        val own = generateSequence(1) { it + 1 }.map { if (it == 1) name else name.take(NAME_BASE) + "_$it" }.first(names::add)
        OutputTool(own, type.description ?: description, SchemaDocument(type, document.definitions), variant.tag)
    }
}

private const val NAME_BASE = 60
