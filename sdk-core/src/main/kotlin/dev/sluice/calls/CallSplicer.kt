package dev.sluice.calls

import dev.sluice.model.ModelReply
import dev.sluice.model.OutputTools
import kotlinx.serialization.json.JsonPrimitive

/**
 * Puts the calls of [tools] together to the JSON text that the answer has in every other mode, as they come: each function returns
 * what the text goes on with. Linear in what arrives. Not safe for use by several threads at once.
 *
 * Pieces of several calls may come in any order: those of a call wait until the calls before it are whole. In a list, a call that gives
 * no object spoils its own element and no other.
 */
internal class CallSplicer(private val tools: OutputTools) {
    private class Call {
        var name: String? = null
        val held = StringBuilder()
        var hasPieces = false
        var input: CallInput? = null
        var isEnded = false
    }

    private val calls = LinkedHashMap<Any, Call>()

    /** Of a list, those that are not in the text to their end, in their order; otherwise the one that is the answer. */
    private val turns = ArrayDeque<Call>()
    private val opening = tools.key?.let { "{${it.quoted()}:" + if (tools.isList) "[" else "" }.orEmpty()
    private val closing = if (tools.isList) {
        "]}"
    } else if (tools.key != null) {
        "}"
    } else {
        ""
    }
    private val written = StringBuilder()
    private var count = 0

    /** Whether nothing was called. */
    val isEmpty: Boolean get() = calls.isEmpty()

    /** All of the text; null if nothing was called. */
    val text: String? get() = written.takeIf { count > 0 }?.toString()

    /** Takes a [piece] of the input of the call [key], and its [name] if it is known by now. */
    fun take(key: Any, name: String?, piece: String): String {
        val call = calls.getOrPut(key) { Call().also { if (tools.isList) turns += it } }
        if (call.name.isNullOrEmpty()) call.name = name
        call.held.append(piece)
        call.hasPieces = call.hasPieces || piece.isNotEmpty()
        if (!tools.isList && turns.isEmpty() && tools.find(call.name) != null) turns += call
        return growth { advance() }
    }

    /** No more comes of the call [key], whose input is [whole] if no piece of it came. */
    fun end(key: Any, name: String?, whole: String = ""): String {
        val begun = take(key, name, if (calls[key]?.hasPieces == true) "" else whole)
        calls.getValue(key).isEnded = true
        return begun + growth { advance() }
    }

    /** Nothing more comes at all. Calls that are still open are cut; in an answer that is cut itself ([isWhole] false) that is no fault. */
    fun finish(isWhole: Boolean): String = growth {
        if (turns.isEmpty() && !tools.isList) calls.values.firstOrNull()?.let(turns::add)
        if (isWhole) calls.values.forEach { it.isEnded = true }
        advance(isOver = true, isWhole)
        if (!isWhole) turns.firstOrNull()?.input?.let { written.append(it.heldBack) }
        if (!isWhole || count == 0) return@growth
        val strays = calls.values.mapNotNull { it.input?.surplus?.toString() }.filter { it.isNotBlank() }
        strays.forEach { written.append(',').append(it.quoted()) }
        written.append(closing)
    }

    private inline fun growth(write: () -> Unit): String {
        val start = written.length
        write()
        return written.substring(start)
    }

    private fun advance(isOver: Boolean = false, isWhole: Boolean = false) {
        while (true) {
            val call = turns.firstOrNull() ?: return
            val isNamed = !call.name.isNullOrEmpty() || tools.find(call.name) != null
            if (!isNamed && !call.isEnded && !isOver) return
            val input = call.input ?: inputOf(call).also { call.input = it }
            input.take(call.held)
            call.held.setLength(0)
            // A call that ends cut may end a whole answer that is cut; what follows it tells.
            if (call.isEnded && (input.canEnd || isWhole || turns.size > 1)) input.end()
            input.moveInto(written)
            if (!tools.isList || !input.isDone) return
            turns.removeFirst()
        }
    }

    private fun inputOf(call: Call): CallInput {
        written.append(if (count++ == 0) opening else ",")
        val tool = tools.find(call.name)
        val tag = (tool?.tag ?: call.name).takeIf { tools.discriminator != null && !it.isNullOrEmpty() }
        val member = tag?.let { "${tools.discriminator!!.quoted()}:${it.quoted()}" }
        return when {
            tool == null && tools.discriminator == null -> StrayInput(call.name.orEmpty())
            tools.isList -> ElementInput(member, Spoiler.of(tool, tools.discriminator))
            else -> AnswerInput(member)
        }
    }
}

/** This reply, whose text is what [calls], names and inputs, make as calls of [tools]; as it is if there are none of either. */
internal fun ModelReply.withCalls(tools: OutputTools?, calls: List<Pair<String?, String>>): ModelReply {
    val splicer = CallSplicer(tools ?: return this)
    calls.forEachIndexed { index, (name, input) -> splicer.take(index, name, input) }
    splicer.finish(isUsable)
    return with(text = splicer.text ?: text)
}

internal fun String.quoted(): String = JsonPrimitive(this).toString()
