package dev.sluice.testing.offline.filling

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.math.BigDecimal

/** What an earlier answer got wrong in one place, as a further limit on what may stand there. */
internal class Amendment(
    /** Keys and indexes of the place; empty for the whole answer. */
    val path: List<String>,
    val minimum: BigDecimal? = null,
    val maximum: BigDecimal? = null,
    /** Whether the ends themselves are out. */
    val isExclusive: Boolean = false,
    val multipleOf: BigDecimal? = null,
    val pattern: String? = null,
    /** The only texts allowed; empty means any. */
    val allowed: List<String> = emptyList(),
    /** The value that was refused, when the message does not say what would be right; a long text may be cut, with a mark. */
    val refused: JsonElement? = null,
    /** The first word of the message: what is said of an object as a whole may name the property that is meant. */
    private val subject: String? = null,
) {
    /** [node] with these limits added, in the keywords that fit [shape]: a limit on a list counts items, on a text characters. */
    fun over(node: JsonObject, shape: Shape): JsonObject {
        val changes = when (shape) {
            is NumberShape -> range(node) + listOfNotNull(multipleOf?.let { "multipleOf" to numberOf(it) })
            is TextShape -> limits(node, "minLength", "maxLength", exclusion) + form() + choice(allowed.map { JsonPrimitive(it) })
            is ArrayShape -> limits(node, "minItems", "maxItems", exclusion)
            is ObjectShape -> if (shape.extra != null) limits(node, "minProperties", "maxProperties", exclusion) else emptyList()
            is ChoiceShape -> choice(remaining(shape))
            else -> emptyList()
        }
        return JsonObject(node + changes)
    }

    private fun range(node: JsonObject) =
        if (isExclusive) limits(node, "exclusiveMinimum", "exclusiveMaximum") else limits(node, "minimum", "maximum")

    private fun remaining(shape: ChoiceShape): List<JsonElement> {
        val named = if (allowed.isEmpty()) shape.values else shape.values.filter { it in allowed.map(::JsonPrimitive) }
        return named - setOfNotNull(refused)
    }

    private fun form() = listOfNotNull(pattern?.let { "pattern" to JsonPrimitive(it) })

    private fun choice(values: List<JsonElement>) = if (values.isEmpty()) emptyList() else listOf("enum" to JsonArray(values))

    private val exclusion: Int get() = if (isExclusive) 1 else 0

    /** Tightens; a limit that stands already and is narrower stays. */
    private fun limits(node: JsonObject, low: String, high: String, step: Int = 0): List<Pair<String, JsonElement>> = listOfNotNull(
        minimum?.let { it + step.toBigDecimal() }?.max(node.decimal(low) ?: minimum)?.let { low to numberOf(it) },
        maximum?.let { it - step.toBigDecimal() }?.min(node.decimal(high) ?: maximum)?.let { high to numberOf(it) },
    )

    /** Whether this is about [place]. Errors do not name the wrapper that some answers travel in, so the end of the path is enough. */
    fun isAbout(place: List<String>): Boolean = when {
        place.isNotEmpty() && place.last() == subject && isAt(place.dropLast(1)) -> true
        path.isEmpty() -> place.singleOrNull() in WRAPPERS
        else -> isAt(place)
    }

    /** Whether [value] is what was refused. */
    fun refuses(value: JsonElement): Boolean {
        if (refused == value) return true
        val (cut, whole) = listOf(refused, value).map { (it as? JsonPrimitive)?.takeIf(JsonPrimitive::isString)?.content ?: return false }
        return cut.endsWith(CUT) && whole.startsWith(cut.dropLast(CUT.length))
    }

    /** Whether [list] has an element that was refused, and [value] is that one, wherever it stands by now. */
    fun refusesIn(list: List<String>, value: JsonElement): Boolean =
        path.lastOrNull()?.toIntOrNull() != null && isAbout(list + path.last()) && refuses(value)

    private fun isAt(place: List<String>): Boolean = place.size - path.size in 0..1 && place.takeLast(path.size) == path

    private companion object {
        val WRAPPERS = setOf("value", "items")
        const val CUT = "…"
    }
}
