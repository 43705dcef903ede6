package dev.sluice.openai

import dev.sluice.wire.ObjectPieces
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/** Puts one tool call together again. */
internal class ChatCallCollector(val index: Int) {
    private val arguments = StringBuilder()
    private val input = StringBuilder()
    private val other = ObjectPieces()
    private var name: String? = null
    private var type: String? = null

    var id: String? = null
        private set

    // A name or an id that is said again is said again, not continued.
    fun take(piece: ChatToolCallDelta) {
        if (id.isNullOrEmpty()) id = piece.id
        if (name.isNullOrEmpty()) name = piece.name
        if (type.isNullOrEmpty()) type = piece.type
        arguments.append(piece.arguments.orEmpty())
        input.append(piece.input.orEmpty())
        // Some servers sign a call, and want the signature back with it.
        for ((field, value) in piece.raw) if (field !in KNOWN) other.add(field, value)
    }

    /** Whether it may be a call of [tool]; a server that names no tool had only one to call. */
    fun isOf(tool: String): Boolean = name.isNullOrEmpty() || name == tool

    fun toCall(): ChatAnswer.Call = ChatAnswer.Call(id, name, arguments.toString())

    fun toJson(): JsonObject = buildJsonObject {
        val kind = type.takeUnless { it.isNullOrEmpty() } ?: "function"
        put("id", id)
        put("type", kind)
        putJsonObject(kind) {
            put("name", name)
            if (kind == "custom") put("input", input.toString()) else put("arguments", arguments.toString())
        }
        other.toJson().forEach { (field, value) -> put(field, value) }
    }

    private companion object {
        val KNOWN = setOf("index", "id", "type", "function", "custom")
    }
}

/** Finds the call that each piece belongs to. */
internal class ChatCallsCollector {
    private val calls = LinkedHashMap<Int, ChatCallCollector>()
    private var last = 0

    val isEmpty: Boolean get() = calls.isEmpty()

    /** All calls, by their index. */
    val all: List<ChatCallCollector> get() = calls.values.sortedBy { it.index }

    fun take(piece: ChatToolCallDelta): ChatCallCollector {
        val index = piece.index ?: indexOf(piece)
        last = index
        return calls.getOrPut(index) { ChatCallCollector(index) }.also { it.take(piece) }
    }

    // Without an index, a piece with an id of its own begins a call, and any other goes on with the last.
    private fun indexOf(piece: ChatToolCallDelta): Int {
        if (piece.id.isNullOrEmpty()) return last
        return calls.values.firstOrNull { it.id == piece.id }?.index ?: calls.size
    }
}
