package dev.sluice.openai

import dev.sluice.wire.ObjectPieces
import dev.sluice.wire.parseJsonObject
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject
import java.util.TreeMap

/** Puts one tool call together again. */
internal class ChatCallCollector(val index: Int) {
    private val arguments = StringBuilder()
    private val input = StringBuilder()
    private val other = ObjectPieces()
    private var type: String? = null

    var name: String? = null
        private set

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

    /**
     * Whether [piece], at the same index, begins another call: it has an id and a name. An id alone does not tell, because some servers
     * write a new one into every piece.
     */
    fun isEndedBy(piece: ChatToolCallDelta): Boolean =
        !id.isNullOrEmpty() && !piece.id.isNullOrEmpty() && piece.id != id && !piece.name.isNullOrEmpty()

    /** Whether [piece], which has neither index nor id, begins another call: by another name, or by more than this one can take. */
    fun isFollowedBy(piece: ChatToolCallDelta): Boolean {
        if (name.isNullOrEmpty() || piece.name.isNullOrEmpty()) return false
        return piece.name != name ||
            (!piece.arguments.isNullOrEmpty() && arguments.endsWith("}") && parseJsonObject(arguments.toString()) != null)
    }

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
    private val calls = TreeMap<Int, ChatCallCollector>()

    /** The call that is being written at each of the server's indexes: some gateways give all calls the same. */
    private val current = HashMap<Int, ChatCallCollector>()
    private val byId = HashMap<String, ChatCallCollector>()
    private var last: ChatCallCollector? = null

    val isEmpty: Boolean get() = calls.isEmpty()

    /** All calls, by their index. */
    val all: List<ChatCallCollector> get() = calls.values.toList()

    fun take(piece: ChatToolCallDelta): ChatCallCollector {
        val call = piece.index?.let { at(it, piece) } ?: withoutIndex(piece)
        last = call
        call.take(piece)
        call.id?.let { byId.putIfAbsent(it, call) }
        return call
    }

    private fun at(index: Int, piece: ChatToolCallDelta): ChatCallCollector {
        val known = current[index] ?: calls[index]
        val call = when {
            known == null -> begin(index)
            known.isEndedBy(piece) -> withId(piece.id) ?: begin(index)
            else -> known
        }
        current[index] = call
        return call
    }

    // Without an index, a piece with an id or a name of its own begins a call, and any other goes on with the last.
    private fun withoutIndex(piece: ChatToolCallDelta): ChatCallCollector {
        if (!piece.id.isNullOrEmpty()) return withId(piece.id) ?: begin()
        return last?.takeUnless { it.isFollowedBy(piece) } ?: begin()
    }

    private fun withId(id: String?): ChatCallCollector? = byId[id]

    private fun begin(wanted: Int = calls.size): ChatCallCollector {
        val index = if (wanted in calls) calls.lastKey() + 1 else wanted
        return ChatCallCollector(index).also { calls[index] = it }
    }
}
