package dev.sluice.schema

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.math.BigDecimal

/** Writes a neutral tree as JSON Schema by the [rules] of a dialect. One use. */
internal class SchemaRenderer(private val document: SchemaDocument, private val rules: SchemaRules) {
    /** What could not be said in keywords, a sentence each. */
    val concessions = ArrayList<String>()

    /** The definitions that were referred to; grows while they are written themselves. */
    private val wanted = LinkedHashSet<String>()

    /** One place of the schema: what is said there beside the type itself. */
    private class Site(val path: String, val description: String? = null, val nullable: Boolean = false, val default: JsonElement? = null)

    fun render(): JsonObject {
        val root = LinkedHashMap(render(document.resolve(document.root), Site(document.typeName())))
        val definitions = LinkedHashMap<String, JsonElement>()
        while (true) {
            val name = wanted.firstOrNull { it !in definitions } ?: break
            definitions[name] = JsonObject(render(document.resolve(ReferenceSchema(name)), Site(name)))
        }
        if (definitions.isNotEmpty()) root["\$defs"] = JsonObject(definitions)
        return JsonObject(root)
    }

    private fun render(schema: Schema, site: Site): Map<String, JsonElement> {
        val keywords = Keywords(site, schema)
        when (schema) {
            is ObjectSchema -> properties(keywords, schema.properties, site, emptyMap())
            is UnionSchema -> keywords["anyOf"] = JsonArray(schema.variants.map { variant(it, schema.discriminator, site) })
            is ArraySchema -> list(keywords, schema, site)
            is MapSchema -> map(keywords, schema, site)
            is StringSchema -> string(keywords, schema)
            is EnumSchema -> enumeration(keywords, schema)
            is IntegerSchema -> number(keywords, "integer", schema.bounds)
            is NumberSchema -> number(keywords, "number", schema.bounds)
            is BooleanSchema -> keywords["type"] = "boolean".json
            is ReferenceSchema -> reference(keywords, schema.target)
            is AnySchema -> Unit
        }
        return keywords.finish()
    }

    private fun properties(keywords: Keywords, properties: List<PropertySchema>, site: Site, first: Map<String, JsonElement>) {
        val written = LinkedHashMap(first)
        val required = ArrayList(first.keys)
        for (property in properties) {
            val nullable = rules.requiresAll && property.optional
            val path = "${site.path}.${property.name}"
            written[property.name] = JsonObject(render(property.schema, Site(path, property.description, nullable, property.default)))
            if (rules.requiresAll || !property.mayBeLeftOut) required += property.name
        }
        keywords["type"] = "object".json
        keywords["properties"] = JsonObject(written)
        if (required.isNotEmpty() || rules.requiresAll) keywords["required"] = JsonArray(required.map { it.json })
        if (rules.closesObjects) keywords["additionalProperties"] = JsonPrimitive(false)
        if (rules.ordersProperties && written.isNotEmpty()) keywords["propertyOrdering"] = JsonArray(written.keys.map { it.json })
    }

    /** What may be null is asked for all the same: a model that must say null has thought of the field. */
    private val PropertySchema.mayBeLeftOut: Boolean get() = optional && !schema.nullable

    private fun variant(variant: VariantSchema, discriminator: String, site: Site): JsonElement {
        val schema = document.resolve(variant.schema) as ObjectSchema
        val constant = if (rules.hasConstants) "const" to variant.tag.json else "enum" to JsonArray(listOf(variant.tag.json))
        val tag = JsonObject(mapOf("type" to "string".json, constant))
        val here = Site("${site.path}<${legalName(variant.tag)}>")
        val keywords = Keywords(here, schema)
        properties(keywords, schema.properties, here, mapOf(discriminator to tag))
        return JsonObject(keywords.finish())
    }

    private fun list(keywords: Keywords, schema: ArraySchema, site: Site) {
        keywords["type"] = "array".json
        keywords["items"] = JsonObject(render(schema.items, Site("${site.path}[]")))
        keywords.constrain("minItems", schema.minItems?.let(::JsonPrimitive))
        keywords.constrain("maxItems", schema.maxItems?.let(::JsonPrimitive))
        keywords.constrain("uniqueItems", JsonPrimitive(true).takeIf { schema.uniqueItems })
    }

    private fun map(keywords: Keywords, schema: MapSchema, site: Site) {
        keywords["type"] = "object".json
        schema.keys?.let { keywords["propertyNames"] = JsonObject(keyNames(it, site)) }
        keywords["additionalProperties"] = JsonObject(render(schema.values, Site("${site.path}{}")))
        keywords.constrain("minProperties", schema.minProperties?.let(::JsonPrimitive))
        keywords.constrain("maxProperties", schema.maxProperties?.let(::JsonPrimitive))
    }

    /** A key is always a string to JSON Schema, a number's digits too. */
    private fun keyNames(keys: Schema, site: Site): Map<String, JsonElement> = when (keys) {
        is IntegerSchema -> mapOf("pattern" to "^-?(0|[1-9][0-9]*)$".json)
        else -> render(keys, Site("${site.path}{key}"))
    }

    private fun string(keywords: Keywords, schema: StringSchema) {
        keywords["type"] = "string".json
        keywords.constrain("format", schema.format?.json)
        keywords.constrain("pattern", schema.pattern?.json)
        keywords.constrain("minLength", schema.minLength?.let(::JsonPrimitive))
        keywords.constrain("maxLength", schema.maxLength?.let(::JsonPrimitive))
    }

    private fun enumeration(keywords: Keywords, schema: EnumSchema) {
        keywords["type"] = "string".json
        keywords["enum"] = JsonArray(schema.constants.map { it.name.json })
        schema.constants.forEach { constant -> constant.description?.let { keywords.say("${constant.name}: $it") } }
    }

    private fun number(keywords: Keywords, type: String, bounds: NumberBounds) {
        keywords["type"] = type.json
        keywords.constrain("minimum", bounds.minimum?.json)
        keywords.constrain("maximum", bounds.maximum?.json)
        keywords.constrain("exclusiveMinimum", bounds.exclusiveMinimum?.json)
        keywords.constrain("exclusiveMaximum", bounds.exclusiveMaximum?.json)
        keywords.constrain("multipleOf", bounds.multipleOf?.json)
    }

    private fun reference(keywords: Keywords, target: String) {
        wanted += target
        keywords["\$ref"] = "#/\$defs/${target.replace("~", "~0").replace("/", "~1")}".json
    }

    /** The keywords of one node, and the words for its description. */
    private inner class Keywords(private val site: Site, private val schema: Schema) {
        private val keywords = LinkedHashMap<String, JsonElement>()
        private val sentences = listOfNotNull(site.description, schema.description).distinct().toMutableList()
        private val notes = ArrayList<String>()

        operator fun set(keyword: String, value: JsonElement) {
            keywords[keyword] = value
        }

        fun say(sentence: String) {
            sentences += sentence
        }

        /** Puts the keyword where the dialect takes it, and else into the description. */
        fun constrain(keyword: String, value: JsonElement?) {
            if (value == null) return
            if (rules.takes(keyword, value)) {
                keywords[keyword] = value
            } else {
                notes += "$keyword: ${if (value is JsonPrimitive) value.content else value}"
                val isChecked = keyword != "default" && (keyword != "format" || Formats.isKnown((value as JsonPrimitive).content))
                val check = if (isChecked) ", and the answer is checked" else ""
                concessions += "${site.path}: ${rules.speaker} does not take this $keyword; the description says it$check."
            }
        }

        /** The node, or a choice between it and null. What is said of it stands outside. */
        fun finish(): Map<String, JsonElement> {
            constrain("default", site.default)
            val default = keywords.remove("default")
            val nullable = (schema.nullable || site.nullable) && schema !is AnySchema
            val description = (sentences + notesText()).filter { it.isNotEmpty() }.joinToString("\n").ifEmpty { null }
            val isAlone = "\$ref" in keywords && rules.isolatesReferences && (description != null || default != null)
            val node: Map<String, JsonElement> = when {
                nullable && schema is UnionSchema -> mapOf("anyOf" to JsonArray(keywords.getValue("anyOf") as JsonArray + NULL))
                nullable -> mapOf("anyOf" to JsonArray(listOf(JsonObject(keywords), NULL)))
                isAlone -> mapOf("anyOf" to JsonArray(listOf(JsonObject(keywords))))
                else -> keywords
            }
            val said = LinkedHashMap<String, JsonElement>()
            node["type"]?.let { said["type"] = it }
            description?.let { said["description"] = it.json }
            said += node
            default?.let { said["default"] = it }
            return said
        }

        private fun notesText(): String = if (notes.isEmpty()) "" else notes.joinToString(", ", "{", "}")
    }

    private companion object {
        val NULL = JsonObject(mapOf("type" to JsonPrimitive("null")))

        val String.json: JsonPrimitive get() = JsonPrimitive(this)

        /** Without an exponent, as a person writes it. */
        val BigDecimal.json: JsonPrimitive get() = if (scale() <= 0) JsonPrimitive(toBigInteger()) else JsonPrimitive(this)
    }
}
