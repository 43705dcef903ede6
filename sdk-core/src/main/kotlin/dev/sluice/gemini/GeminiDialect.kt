package dev.sluice.gemini

import dev.sluice.schema.Dialect
import dev.sluice.schema.RenderedSchema
import dev.sluice.schema.SchemaDocument
import dev.sluice.schema.SchemaRules
import dev.sluice.schema.SchemaSurvey
import dev.sluice.schema.renderStrictly
import kotlinx.serialization.json.JsonPrimitive

/**
 * What Gemini's structured output takes: a few of the constraints, no constants, and the order of an object's properties beside them.
 * A type that it cannot hold a model to goes as plain JSON Schema, for the model to read.
 */
internal object GeminiDialect : Dialect {
    private val KEYWORDS = setOf("minimum", "maximum", "minItems", "maxItems")
    private val FORMATS = setOf("date-time", "date", "time")

    private val RULES =
        SchemaRules("Gemini", isolatesReferences = true, hasConstants = false, ordersProperties = true) { keyword, value ->
            if (keyword == "format") (value as JsonPrimitive).content in FORMATS else keyword in KEYWORDS
        }

    override fun render(document: SchemaDocument): RenderedSchema = renderStrictly(document, RULES, obstacles(SchemaSurvey(document)))

    // A type that holds itself is unrolled a few times and then cut off, and only where it may be left out.
    private fun obstacles(survey: SchemaSurvey): List<String> {
        val loosened = "so the model is told the schema and not held to it, and the answer is checked."
        return survey.anything.map { "$it: Gemini's structured output needs a type everywhere, $loosened" } +
            survey.recursive.map { "$it: Gemini's structured output takes no type that holds itself, $loosened" }
    }
}
