package dev.sluice.calls

import dev.sluice.json.JsonLimits
import dev.sluice.model.ModelReply
import dev.sluice.model.OutputTools
import kotlinx.serialization.json.JsonPrimitive

/**
 * Puts the calls of [tools] together to the JSON text that the answer has in every other mode, as they come: each function returns
 * what the text goes on with. Linear in what arrives. Not safe for use by several threads at once.
 *
 * Pieces of several calls may come in any order: those of a call wait until the calls before it are whole. In a list, a call that gives
 * no object spoils its own element and no other.
 *
 * Where the server does not say that a call ends, it has when its object closes, or is no JSON. One without input, or that is cut, holds
 * up those behind it until the answer ends: its silence says nothing, for its pieces may be on their way.
 */
internal class CallSplicer(private val tools: OutputTools) {
    private val calls = LinkedHashMap<Any, SplicedCall>()

    /** Of a list, those that are not in the text to their end, in their order; otherwise the one that is the answer. */
    private val turns = ArrayDeque<SplicedCall>()
    private val opening = tools.key?.let { "{${it.quoted()}:" + if (tools.isList) "[" else "" }.orEmpty()
    private val closing = if (tools.isList) {
        "]}"
    } else if (tools.key != null) {
        "}"
    } else {
        ""
    }
    private val maxLength = tools.maxLength ?: JsonLimits.DEFAULT.maxLength
    private val written = StringBuilder()

    /** How many characters have come of the calls that count. */
    private var length = 0L

    /** Whether nothing was called. */
    val isEmpty: Boolean get() = calls.isEmpty()

    /** All of the text; null if nothing was called. */
    val text: String? get() = written.takeIf { hasBegun }?.toString()
    private var hasBegun = false

    /** Whether more has come than the answer may have. Then nothing waits any more: whoever reads the text is to see that it is so long. */
    private val isTooLong: Boolean get() = length > maxLength

    /** Takes a [piece] of the input of the call [key], and its [name] if it is known by now. */
    fun take(key: Any, name: String?, piece: String): String = goOn(key) { it.take(name, piece, calls.size) }

    /**
     * No more comes of the call [key], whose input is [whole] if no piece of it came. An empty object says no more than no input: a call
     * that is cut at its begin looks so too.
     */
    fun end(key: Any, name: String?, whole: String = ""): String =
        goOn(key) { it.end(name, if (whole == "{}") "" else whole, calls.size) }

    /** Nothing more comes at all. Calls that are still open are cut; in an answer that is cut itself ([isWhole] false) that is no fault. */
    fun finish(isWhole: Boolean): String = growth {
        if (turns.isEmpty() && !tools.isList) calls.values.firstOrNull()?.let(turns::add)
        calls.values.forEach { if (isWhole || it.isSilentSince(calls.size)) it.isEnded = true }
        advance(isOver = true, isWhole)
        if (!isWhole) turns.firstOrNull()?.input?.let { written.append(it.heldBack) }
        if (!isWhole || !hasBegun) return@growth
        calls.values.forEach(::writeSurplus)
        written.append(closing)
    }

    private inline fun goOn(key: Any, take: (SplicedCall) -> Unit): String {
        val call = calls.getOrPut(key) { SplicedCall(tools).also { if (tools.isList) turns += it } }
        if (!tools.isList && turns.isNotEmpty() && turns.first() !== call) return ""
        val before = call.length
        take(call)
        length += call.length - before
        if (!tools.isList && turns.isEmpty()) choose(call)
        return growth {
            advance(isTooLong, isTooLong)
            if (isTooLong) writeSurplus(call)
        }
    }

    /** Where one call is the answer, it is the first of a tool that there is; the others are nothing. */
    private fun choose(call: SplicedCall) {
        turns += if (tools.find(call.name) != null) call else calls.values.first().takeIf { isTooLong } ?: return
        calls.values.forEach { if (it !== turns.first()) it.forget() }
    }

    private inline fun growth(write: () -> Unit): String {
        val start = written.length
        write()
        return written.substring(start)
    }

    private fun advance(isOver: Boolean, isWhole: Boolean) {
        while (true) {
            val call = turns.firstOrNull() ?: return
            if (isTooLong) call.isEnded = true
            val input = call.open(isOver || call.isEnded) ?: return
            if (!call.isWritten) begin(call)
            // A call that ends cut may end a whole answer that is cut; what follows it tells.
            if (call.isEnded && (input.canEnd || isWhole || turns.size > 1)) input.end()
            input.moveInto(written)
            if (!tools.isList || !input.isDone) return
            turns.removeFirst()
        }
    }

    private fun begin(call: SplicedCall) {
        written.append(if (hasBegun) "," else opening)
        hasBegun = true
        call.isWritten = true
    }

    /** What came behind the end of an input is an element of its own, which fits no object: nothing that was said is to be lost. */
    private fun writeSurplus(call: SplicedCall) {
        val surplus = call.input?.takeSurplus().orEmpty()
        if (surplus.isNotBlank()) written.append(',').append(surplus.quoted())
    }
}

/** This reply, whose text is what [calls], names and inputs, make as calls of [tools]; as it is if there are none of either. */
internal fun ModelReply.withCalls(tools: OutputTools?, calls: List<Pair<String?, String>>): ModelReply {
    val splicer = CallSplicer(tools ?: return this)
    calls.forEachIndexed { index, (name, input) -> splicer.end(index, name, input) }
    splicer.finish(isUsable)
    return with(text = splicer.text ?: text)
}

internal fun String.quoted(): String = JsonPrimitive(this).toString()
