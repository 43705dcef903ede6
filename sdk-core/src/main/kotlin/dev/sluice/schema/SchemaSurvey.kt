package dev.sluice.schema

/** What a schema holds that a provider's strict mode may not take, each with the path of the place. */
internal class SchemaSurvey(private val document: SchemaDocument) {
    /** Where maps stand. */
    val maps = ArrayList<String>()

    /** Where any JSON may stand. */
    val anything = ArrayList<String>()

    /** The definitions that hold themselves. */
    val recursive = LinkedHashSet<String>()

    /** Properties in all objects, discriminators included; a definition counts once. */
    var properties = 0
        private set

    /** Constants in all enums. */
    var enumValues = 0
        private set

    /** Objects and arrays inside one another, not counting what a type repeats within itself. */
    val depth: Int

    private val depths = HashMap<String, Int>()
    private val open = LinkedHashSet<String>()

    init {
        depth = visit(document.root, document.typeName())
    }

    private fun visit(schema: Schema, path: String): Int = when (schema) {
        is ObjectSchema -> {
            properties += schema.properties.size
            1 + (schema.properties.maxOfOrNull { visit(it.schema, "$path.${it.name}") } ?: 0)
        }

        is UnionSchema -> {
            properties += schema.variants.size
            schema.variants.maxOfOrNull { visit(it.schema, "$path<${legalName(it.tag)}>") } ?: 0
        }

        is ArraySchema -> 1 + visit(schema.items, "$path[]")

        is MapSchema -> {
            maps += path
            1 + visit(schema.values, "$path{}")
        }

        is EnumSchema -> 0.also { enumValues += schema.constants.size }

        is AnySchema -> 0.also { anything += path }

        is ReferenceSchema -> follow(schema, path)

        is StringSchema, is IntegerSchema, is NumberSchema, is BooleanSchema -> 0
    }

    private fun follow(reference: ReferenceSchema, path: String): Int {
        val target = reference.target
        if (target in open) {
            recursive += target
            return 0
        }
        depths[target]?.let { return it }
        open += target
        val depth = visit(document.resolve(reference), path)
        open -= target
        depths[target] = depth
        return depth
    }
}
