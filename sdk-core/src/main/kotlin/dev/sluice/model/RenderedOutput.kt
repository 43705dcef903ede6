package dev.sluice.model

import dev.sluice.schema.Dialect
import dev.sluice.schema.RenderedSchema

/** The type that is asked for, in a provider's dialect: as one schema, or as the tools that are offered. */
internal class RenderedOutput private constructor(
    val spec: OutputSpec,
    /** Null where tools are offered. */
    val schema: RenderedSchema?,
    val tools: List<RenderedTool>,
    /** The tools whose calls are the answer; null in the modes without tools. */
    val calls: OutputTools?,
    ownConcessions: List<String>,
) {
    /** What had to be given up, a sentence each. */
    val concessions: List<String> =
        (schema?.concessions.orEmpty() + tools.flatMap { it.schema.concessions } + ownConcessions).distinct()

    /** The name of the tool that must be called; null where there is a choice, or none. */
    val onlyTool: String? = if (spec.isOneCall) tools.singleOrNull()?.tool?.name else null

    /** The same type as the input of one tool that [dialect] writes, because of what [reason] says. */
    fun asTool(dialect: Dialect, reason: String): RenderedOutput {
        val output = OutputSpec(spec.name, spec.description, spec.schema, OutputMode.TOOLS)
        return RenderedOutput(output, null, output.asTool.rendered(dialect), output.asTool, listOf(reason))
    }

    companion object {
        /** [strict] writes schemas that a model is held to, [plain] those that it only reads. */
        fun of(spec: OutputSpec, strict: Dialect, plain: Dialect): RenderedOutput {
            val calls = spec.calls
            val dialect = if (spec.mode == OutputMode.JSON_OBJECT) plain else strict
            val schema = if (calls == null) dialect.render(spec.schema) else null
            return RenderedOutput(spec, schema, calls?.rendered(dialect).orEmpty(), calls, concessions(spec))
        }

        private fun OutputTools.rendered(dialect: Dialect) = tools.map { RenderedTool(it, dialect.render(it.schema)) }

        private fun concessions(spec: OutputSpec): List<String> = when {
            spec.mode == OutputMode.JSON_OBJECT ->
                listOf("JSON mode holds the model to JSON and not to a schema: it is told the schema, and the answer is checked.")

            spec.mode != OutputMode.PARALLEL_TOOLS -> emptyList()

            spec.tools == null ->
                listOf(
                    "${spec.name} is no object or list of objects whose parts could be called for: one call of one tool holds all of it.",
                )

            spec.tools.isList -> listOf("A tool has to be called, so the list cannot come back empty.")

            else -> emptyList()
        }
    }
}

/** A tool, and its input's schema in a provider's dialect. */
internal class RenderedTool(val tool: OutputTool, val schema: RenderedSchema)
