package dev.sluice.calls

import dev.sluice.errors.SluiceException
import dev.sluice.json.JsonLimits
import dev.sluice.json.JsonReader
import dev.sluice.json.isJsonSpace
import dev.sluice.schema.FAULT

/**
 * The input that is one element of a list, with [member] in front of its own.
 *
 * Whatever the model writes, what stands in the text is one JSON value, so that no element harms another. The text runs behind the input
 * by what could not be closed: a key, a number, an escape. When the call turns out to be cut, or no JSON, the object is closed
 * with a [FAULT] that says so, which no check accepts; where it is no JSON, at once, and nothing counts that follows. An input that is no
 * object at all stands there as a string, and none at all means an empty object.
 */
internal class ElementInput(member: String?) : CallInput {
    private val ready = StringBuilder()

    /** What came instead of an object. */
    private val raw = StringBuilder()
    private val outline = JsonOutline(member)
    private var reader: JsonReader? = JsonReader(LIMITS)
    private var isEnded = false
    private var isBroken = false
    private val surplus = StringBuilder()

    override val isDone: Boolean get() = isEnded || outline.isClosed
    override val canEnd: Boolean get() = raw.isNotEmpty() || outline.isClosed
    override val heldBack: CharSequence get() = if (outline.hasBegun) outline.pending else raw

    override fun take(piece: CharSequence) {
        when {
            isBroken -> Unit
            isDone -> surplus.append(piece)
            outline.hasBegun -> read(piece, 0)
            else -> begin(piece)
        }
    }

    private fun begin(piece: CharSequence) {
        val start = piece.indices.firstOrNull { !piece[it].isJsonSpace() }
        when {
            raw.isNotEmpty() -> raw.append(piece)

            // White space before an input says nothing.
            start == null -> Unit

            piece[start] == '{' -> read(piece, start)

            else -> raw.append(piece)
        }
    }

    private fun read(piece: CharSequence, start: Int) {
        val reader = checkNotNull(reader)
        val before = reader.offset
        val fault = try {
            reader.feed(piece, start, piece.length)
            null
        } catch (wrong: SluiceException) {
            wrong
        }
        val end = outline.read(piece, start, start + (reader.offset - before).toInt())
        if (outline.isClosed) {
            surplus.append(piece, end, piece.length)
        } else if (fault != null) {
            isBroken = true
            close("the input of this call is no JSON: ${fault.message}")
        }
        if (isDone) this.reader = null
    }

    private fun close(fault: String) = outline.close("${FAULT.quoted()}:${fault.quoted()}")

    override fun end() {
        if (isDone) return
        if (!outline.hasBegun && raw.isBlank()) return take("{}")
        isEnded = true
        if (outline.hasBegun) {
            close("the input of this call is cut off")
        } else {
            ready.append(raw.toString().quoted())
        }
    }

    override fun takeSurplus(): String = surplus.drain()

    override fun moveInto(text: StringBuilder) {
        text.append(outline.sure).append(ready)
        outline.sure.setLength(0)
        ready.setLength(0)
    }

    private companion object {
        // What the engine takes, less what stands around an element: one that nests deeper spoils itself alone.
        const val MAX_DEPTH = 125

        // The engine has the caller's limits, which count for all of the answer.
        val LIMITS = JsonLimits.Builder().maxLength(Long.MAX_VALUE).maxDepth(MAX_DEPTH).maxNumberLength(Int.MAX_VALUE)
            .maxKeyLength(Int.MAX_VALUE).maxStringLength(Int.MAX_VALUE).maxKeys(1 shl 28).build()
    }
}
