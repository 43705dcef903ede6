package dev.sluice.schema

/** JSON Schema as the standard has it, for a model that is told the schema and not held to it. */
internal object PlainDialect : Dialect {
    private val RULES = SchemaRules("JSON Schema")

    override fun render(document: SchemaDocument): RenderedSchema =
        RenderedSchema(SchemaRenderer(document, RULES).render(), isStrict = false, concessions = emptyList())
}

/**
 * The schema in a provider's strict dialect, or the plain one where [obstacles] stand in the way of strictness: then the provider
 * cannot hold the model to it, and the answer is checked here all the same.
 */
internal fun renderStrictly(document: SchemaDocument, rules: SchemaRules, obstacles: List<String>): RenderedSchema {
    if (obstacles.isNotEmpty()) return RenderedSchema(PlainDialect.render(document).json, isStrict = false, concessions = obstacles)
    val renderer = SchemaRenderer(document, rules)
    return RenderedSchema(renderer.render(), isStrict = true, concessions = renderer.concessions)
}
