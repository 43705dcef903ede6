package dev.sluice.openai

import dev.sluice.schema.Dialect
import dev.sluice.schema.RenderedSchema
import dev.sluice.schema.SchemaDocument
import dev.sluice.schema.SchemaRules
import dev.sluice.schema.SchemaSurvey
import dev.sluice.schema.renderStrictly
import kotlinx.serialization.json.JsonPrimitive

/**
 * What OpenAI's strict mode takes: closed objects whose properties are all required, an optional one being nullable instead, and
 * some of the constraints. A type that it cannot hold a model to goes as plain JSON Schema, to be sent with `strict: false`.
 */
internal object OpenAiDialect : Dialect {
    private const val MAX_PROPERTIES = 5_000
    private const val MAX_DEPTH = 10
    private const val MAX_ENUM_VALUES = 1_000

    private val KEYWORDS =
        setOf("pattern", "multipleOf", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minItems", "maxItems")
    private val FORMATS = setOf("date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid")

    private val RULES = SchemaRules("OpenAI", closesObjects = true, requiresAll = true, isolatesReferences = true) { keyword, value ->
        if (keyword == "format") (value as JsonPrimitive).content in FORMATS else keyword in KEYWORDS
    }

    override fun render(document: SchemaDocument): RenderedSchema = renderStrictly(document, RULES, obstacles(SchemaSurvey(document)))

    private fun obstacles(survey: SchemaSurvey): List<String> {
        val loosened = "so the schema is sent without strict mode, and the answer is checked."
        return survey.maps.map { "$it: OpenAI's strict mode has no maps, $loosened" } +
            survey.anything.map { "$it: OpenAI's strict mode needs a type everywhere, $loosened" } +
            listOfNotNull(
                tooMany(survey.properties, MAX_PROPERTIES, "properties"),
                tooMany(survey.depth, MAX_DEPTH, "levels of nesting"),
                tooMany(survey.enumValues, MAX_ENUM_VALUES, "enum values"),
            ).map { "$it, $loosened" }
    }

    private fun tooMany(count: Int, limit: Int, what: String): String? =
        if (count > limit) "The type has $count $what and OpenAI's strict mode takes $limit" else null
}
