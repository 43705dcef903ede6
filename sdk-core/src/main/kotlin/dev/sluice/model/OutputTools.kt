package dev.sluice.model

import dev.sluice.schema.SchemaDocument

/**
 * The tools whose calls make an answer, and where in its JSON each call stands: `{"items":[{"type":"card",…},…]}` for a list of a
 * sealed type, `{"value":{"type":"card",…}}` for one value of it, and the input of the first call as it is for an object. Immutable.
 */
public class OutputTools(
    public val tools: List<OutputTool>,
    /** The property that tells the variants of a sealed type apart; null for any other type. */
    public val discriminator: String? = null,
    /** The property of the answer under which the calls stand; null if the input of one call is the answer. */
    public val key: String? = null,
    /** Whether each call is an element of a list; otherwise only one counts. */
    public val isList: Boolean = false,
) {
    init {
        require(tools.isNotEmpty()) { "there is no tool to call" }
        require(!isList || key != null) { "a list stands under a key" }
    }

    /** How long the text that the calls make may get, in characters; null for the default. */
    internal var maxLength: Long? = null
        private set

    private val byName = tools.associateBy { it.name }
    private val byTag = tools.associateBy { it.tag }

    /** The tool that a call by [name] is one of. A server that names no tool had only one to call. */
    internal fun find(name: String?): OutputTool? =
        if (name.isNullOrEmpty()) tools.singleOrNull() else byName[name] ?: byTag[name]

    /** The same tools, for an answer of up to [maxLength] characters. */
    internal fun limitedTo(maxLength: Long): OutputTools =
        OutputTools(tools, discriminator, key, isList).also { it.maxLength = maxLength }

    internal companion object {
        /** [tool] alone, whose first call is the answer. */
        fun single(tool: OutputTool) = OutputTools(listOf(tool))
    }
}

/** A tool that a model can call to give an answer, or a part of one. Immutable. */
public class OutputTool
@JvmOverloads
constructor(
    public val name: String,
    public val description: String?,
    /** Its input, without the discriminator: the tool's name says which variant it is. */
    public val schema: SchemaDocument,
    /** The discriminator's value for this variant; null where there is none. */
    public val tag: String? = null,
)
