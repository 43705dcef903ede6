package dev.sluice.anthropic

import dev.sluice.schema.Dialect
import dev.sluice.schema.RenderedSchema
import dev.sluice.schema.SchemaDocument
import dev.sluice.schema.SchemaRules
import dev.sluice.schema.SchemaSurvey
import dev.sluice.schema.renderStrictly
import kotlinx.serialization.json.JsonPrimitive

/**
 * What Anthropic's structured output takes: closed objects, no bounds on numbers or lengths. A type that it cannot hold a model to
 * goes as plain JSON Schema, which only a tool's input takes.
 */
internal object AnthropicDialect : Dialect {
    private val FORMATS = setOf("date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid")

    private val RULES = SchemaRules("Anthropic", closesObjects = true, isolatesReferences = true) { keyword, value ->
        when (keyword) {
            "default" -> true
            "format" -> (value as JsonPrimitive).content in FORMATS
            "minItems" -> (value as JsonPrimitive).content in setOf("0", "1")
            else -> false
        }
    }

    override fun render(document: SchemaDocument): RenderedSchema = renderStrictly(document, RULES, obstacles(SchemaSurvey(document)))

    private fun obstacles(survey: SchemaSurvey): List<String> {
        val loosened = "so the model is told the schema and not held to it, and the answer is checked."
        return survey.maps.map { "$it: Anthropic's structured output has no maps, $loosened" } +
            survey.anything.map { "$it: Anthropic's structured output needs a type everywhere, $loosened" } +
            survey.recursive.map { "$it: Anthropic's structured output takes no type that holds itself, $loosened" }
    }
}
