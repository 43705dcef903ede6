package dev.sluice.wire

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Puts an object together again that came in pieces whose fields this version does not know: texts go on, objects are joined field
 * by field, lists grow, and of numbers and booleans the last counts. Linear in what arrives. Not safe for use by several threads.
 */
internal class ObjectPieces {
    private val fields = LinkedHashMap<String, ValuePieces>()

    val isEmpty: Boolean get() = fields.isEmpty()

    fun add(piece: JsonObject) {
        for ((name, value) in piece) add(name, value)
    }

    fun add(name: String, value: JsonElement) {
        fields.getOrPut(name) { ValuePieces(isSaidAgain = name in SAID_AGAIN) }.add(value)
    }

    fun toJson(): JsonObject = JsonObject(fields.mapValues { it.value.toJson() })

    private companion object {
        // What names a thing is the same in every piece, and not continued.
        val SAID_AGAIN = setOf("id", "type", "name", "role", "format", "index", "status")
    }
}

/** One value in pieces. A piece of another kind than those before begins anew; null says nothing. */
private class ValuePieces(private val isSaidAgain: Boolean) {
    private var text: StringBuilder? = null
    private var members: ObjectPieces? = null
    private var elements: ListPieces? = null
    private var last: JsonElement = JsonNull

    fun add(piece: JsonElement) {
        if (piece is JsonNull) return
        last = piece
        when (piece) {
            is JsonObject -> (members ?: ObjectPieces().also { members = it }).add(piece)
            is JsonArray -> (elements ?: ListPieces().also { elements = it }).add(piece)
            is JsonPrimitive -> if (piece.isString) (text ?: StringBuilder().also { text = it }).append(piece.content)
        }
    }

    fun toJson(): JsonElement = when (val last = last) {
        is JsonObject -> members?.toJson() ?: last
        is JsonArray -> elements?.toJson() ?: last
        is JsonPrimitive -> if (last.isString && !isSaidAgain) JsonPrimitive(text.toString()) else last
    }
}

/** A list in pieces: elements with an `index` go on where that index was, others are new. */
private class ListPieces {
    private val elements = ArrayList<Any>()
    private val byIndex = HashMap<Int, ObjectPieces>()

    fun add(piece: JsonArray) {
        for (element in piece) {
            val index = (element as? JsonObject)?.int("index")
            if (index == null) {
                elements += element
            } else {
                byIndex.getOrPut(index) { ObjectPieces().also { elements += it } }.add(element)
            }
        }
    }

    fun toJson(): JsonArray = JsonArray(elements.map { if (it is ObjectPieces) it.toJson() else it as JsonElement })
}
