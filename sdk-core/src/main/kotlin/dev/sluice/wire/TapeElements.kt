package dev.sluice.wire

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.JsonUnquotedLiteral

private val TRUE = JsonPrimitive(true)
private val FALSE = JsonPrimitive(false)
private val DIGITS = Array(10) { JsonPrimitive(it) }

/** The value at [entry]. */
@OptIn(ExperimentalSerializationApi::class)
private fun JsonTape.element(entry: Int): JsonElement = when (val first = firstLetter(entry)) {
    '{' -> JsonObject(TapeObject(this, entry))
    '[' -> JsonArray(TapeArray(this, entry))
    '"' -> JsonPrimitive(string(entry))
    't' -> TRUE
    'f' -> FALSE
    'n' -> JsonNull
    else -> literal(entry).let { if (it.length == 1) DIGITS[first - '0'] else JsonUnquotedLiteral(it) }
}

/**
 * The members of the object at [entry], made when they are asked for. Safe for use from several threads: two may make the same value, and
 * either will do.
 */
internal class TapeObject(private val tape: JsonTape, private val entry: Int) : AbstractMap<String, JsonElement>() {
    /** By the place of the member. */
    private val made: Array<JsonElement?>

    init {
        var count = 0
        eachMember { _, _ -> count++ }
        made = if (count == 0) NONE else arrayOfNulls(count)
    }

    @Volatile
    private var whole: Map<String, JsonElement>? = null

    /** All of them, in the order of the text; of two with one name the last counts. */
    private val all: Map<String, JsonElement>
        get() = whole ?: LinkedHashMap<String, JsonElement>().also { members ->
            eachMember { place, name -> members[tape.string(name)] = value(place, name + 1) }
            whole = members
        }

    override val entries: Set<Map.Entry<String, JsonElement>> get() = all.entries
    override val size: Int get() = if (made.size < 2) made.size else all.size

    override fun isEmpty(): Boolean = made.isEmpty()

    override fun containsKey(key: String): Boolean = get(key) != null

    override fun get(key: String): JsonElement? {
        if (made.size > FEW) return all[key]
        var last = -1
        var lastName = 0
        eachMember { place, name ->
            if (tape.isNamed(name, key)) {
                last = place
                lastName = name
            }
        }
        return if (last < 0) null else value(last, lastName + 1)
    }

    private fun value(place: Int, entry: Int): JsonElement = made[place] ?: tape.element(entry).also { made[place] = it }

    private inline fun eachMember(see: (place: Int, name: Int) -> Unit) {
        val end = tape.next(entry)
        var name = tape.first(entry)
        var place = 0
        while (name < end) {
            see(place++, name)
            name = tape.next(name + 1)
        }
    }

    private companion object {
        /** More members than this are not searched one by one. */
        const val FEW = 24
        val NONE = arrayOfNulls<JsonElement>(0)
    }
}

/** The elements of the array at [entry], made when they are asked for. Safe for use from several threads as [TapeObject] is. */
internal class TapeArray(private val tape: JsonTape, private val entry: Int) :
    AbstractList<JsonElement>(),
    RandomAccess {
    private val elements: IntArray = run {
        val end = tape.next(entry)
        var count = 0
        var element = tape.first(entry)
        while (element < end) {
            count++
            element = tape.next(element)
        }
        element = tape.first(entry)
        IntArray(count) { element.also { element = tape.next(it) } }
    }
    private val made = arrayOfNulls<JsonElement>(elements.size)

    override val size: Int get() = elements.size

    override fun get(index: Int): JsonElement = made[index] ?: tape.element(elements[index]).also { made[index] = it }
}
