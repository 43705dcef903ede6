package dev.sluice.extraction

import dev.sluice.json.ArrayValue
import dev.sluice.json.JsonPath
import dev.sluice.json.JsonValue
import dev.sluice.schema.DecodingException
import dev.sluice.schema.OutputType
import dev.sluice.schema.checkShape
import java.util.IdentityHashMap

/**
 * What of one answer has been built already: a complete piece is built once, however many snapshots show it. Safe for use from
 * several threads.
 *
 * Partials show before anything is judged, so a piece may not fit its type. Then it just does not show; the whole answer will
 * fail for it, with the reason.
 */
internal class DecodedValues {
    /** The fields that were asked for. */
    val fields = ResolvedFields()

    private val values = IdentityHashMap<JsonValue, Decoded>()
    private val openLists = HashMap<JsonPath, DecodedList>()
    private val wholeLists = IdentityHashMap<ArrayValue, DecodedList>()

    /** The value of a complete piece; null while it is open, and for one that does not fit. */
    @Synchronized
    fun decode(node: TypedJson<*>): Any? {
        val json = node.json?.takeIf { it.isComplete } ?: return null
        values[json]?.let { if (it.type === node.type) return it.value }
        return build(node, json).also { values[json] = Decoded(node.type, it) }
    }

    /** The closed elements of a list, and a last string that still grows; it ends before the first element that does not fit. */
    @Synchronized
    fun list(node: TypedJson<*>): List<Any?>? {
        val json = node.json as? ArrayValue ?: return null
        val list = if (json.isComplete) wholeList(node, json) else openList(node)
        return list.read(node, json)
    }

    private fun openList(node: TypedJson<*>): DecodedList =
        openLists[node.path].of(node.type) ?: DecodedList(node.type).also { openLists[node.path] = it }

    private fun wholeList(node: TypedJson<*>, json: ArrayValue): DecodedList =
        wholeLists[json].of(node.type) ?: beginningOf(node, json).also { wholeLists[json] = it }

    /** The list that was open here before, if it is this one. */
    private fun beginningOf(node: TypedJson<*>, json: ArrayValue): DecodedList =
        openLists[node.path].of(node.type)?.takeIf { it.isBeginningOf(json) } ?: DecodedList(node.type)

    private fun DecodedList?.of(type: OutputType<*>): DecodedList? = this?.takeIf { it.type === type }

    private fun build(node: TypedJson<*>, json: JsonValue): Any? {
        if (node.document.checkShape(node.declared, json).isNotEmpty()) return null
        return try {
            node.type.decode(json)
        } catch (_: DecodingException) {
            null
        }
    }

    private class Decoded(val type: OutputType<*>, val value: Any?)
}
