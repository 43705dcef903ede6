package dev.sluice.extraction

import dev.sluice.json.ArrayValue
import dev.sluice.json.JsonPath
import dev.sluice.json.JsonValue
import dev.sluice.json.NullValue
import dev.sluice.json.ObjectValue
import dev.sluice.json.StringValue
import dev.sluice.schema.ArraySchema
import dev.sluice.schema.DecodingException
import dev.sluice.schema.MapSchema
import dev.sluice.schema.ObjectSchema
import dev.sluice.schema.OutputType
import dev.sluice.schema.UnionSchema
import dev.sluice.schema.Violation

/**
 * Why a type refused its values: every innermost object that does, not only the one at which building stopped. To find the others,
 * the parts are built one by one, but only within what could not be built.
 */
internal class Refusals private constructor() {
    private val found = LinkedHashMap<JsonPath, String>()

    /** Whether something below the root of [json] could not be built. */
    private fun search(type: OutputType<*>, json: JsonValue, path: JsonPath): Boolean {
        var isBelow = false
        for ((part, value, at) in parts(type, json, path)) {
            if (found.size >= MOST) break
            val refused = refusal(part, value) ?: continue
            isBelow = true
            if (!search(part, value, at)) found.putIfAbsent(at + refused.path, refused.reason)
        }
        return isBelow
    }

    private fun refusal(type: OutputType<*>, json: JsonValue): DecodingException? = try {
        type.decode(json)
        null
    } catch (refused: DecodingException) {
        refused
    }

    private fun parts(type: OutputType<*>, json: JsonValue, path: JsonPath): Sequence<Part> = sequence {
        val schema = type.schema.resolve(type.schema.root)
        when {
            json is ObjectValue && schema is ObjectSchema ->
                schema.properties.forEach { part(type.property(it.name), json[it.name], path + it.name) }

            json is ObjectValue && schema is UnionSchema -> {
                val variant = (json[schema.discriminator] as? StringValue)?.let { type.variant(it.string) }
                // A variant is built as what its base says, so only what stands in it is tried.
                if (variant != null) yieldAll(parts(variant, json, path))
            }

            json is ObjectValue && schema is MapSchema -> json.keys.forEach { part(type.element(), json[it], path + it) }

            json is ArrayValue && schema is ArraySchema ->
                json.elements.forEachIndexed { index, element -> part(type.element(), element, path + index) }
        }
    }

    private suspend fun SequenceScope<Part>.part(type: OutputType<*>?, json: JsonValue?, path: JsonPath) {
        // What is missing or null takes its default, and is no object of its own.
        if (type != null && json != null && json !is NullValue) yield(Part(type, json, path))
    }

    private data class Part(val type: OutputType<*>, val json: JsonValue, val path: JsonPath)

    companion object {
        private const val MOST = 50

        /** What [type] refuses in [json]; [first] is what ended the building of the whole, and is among it. */
        fun of(type: OutputType<*>, json: JsonValue, first: DecodingException): List<Violation> {
            val refusals = Refusals().apply { search(type, json, JsonPath.ROOT) }
            if (first.path !in refusals.found) return listOf(Violation(first.path, first.reason)) + refusals.violations()
            return refusals.violations()
        }

        private fun Refusals.violations() = found.map { (path, reason) -> Violation(path, reason) }
    }
}
