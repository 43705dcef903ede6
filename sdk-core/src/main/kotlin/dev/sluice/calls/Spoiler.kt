package dev.sluice.calls

import dev.sluice.model.OutputTool
import dev.sluice.schema.AnySchema
import dev.sluice.schema.EnumSchema
import dev.sluice.schema.ObjectSchema
import dev.sluice.schema.StringSchema

/**
 * Says in an object that it is not to be had, by a value that its type does not take: the last of two equal keys counts. Where
 * [property] is null the type takes anything, and the object stops being JSON instead. [isText] tells that the property takes texts,
 * so that words alone would do.
 */
internal class Spoiler private constructor(private val property: String?, private val isText: Boolean = false) {
    /** The member that spoils an object, with [words] for whoever reads the complaint about it. */
    fun member(words: String): String = when {
        property == null -> words
        isText -> "${property.quoted()}:[${words.quoted()}]"
        else -> "${property.quoted()}:${words.quoted()}"
    }

    companion object {
        /** For the input of [tool], or of no tool that is known. */
        fun of(tool: OutputTool?, discriminator: String?): Spoiler {
            if (tool == null || discriminator != null) return Spoiler(discriminator)
            val root = tool.schema.resolve(tool.schema.root) as? ObjectSchema
            return root?.properties.orEmpty().firstNotNullOfOrNull { property ->
                when (tool.schema.resolve(property.schema)) {
                    is AnySchema -> null
                    is StringSchema, is EnumSchema -> Spoiler(property.name, isText = true)
                    else -> Spoiler(property.name)
                }
            } ?: Spoiler(null)
        }
    }
}
