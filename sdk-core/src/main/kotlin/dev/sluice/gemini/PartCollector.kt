package dev.sluice.gemini

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/**
 * Puts the parts of a stream together again: pieces of plain text become one, and so do pieces of thought. A part that carries more than
 * its text, such as a signature, stays as it is: it is to go back untouched.
 */
internal class PartCollector {
    private val done = ArrayList<JsonObject>()
    private val open = StringBuilder()
    private var isOpenThought = false

    /** How much the model has written. */
    var length = 0
        private set

    fun take(part: Part) {
        val text = part.text
        length += text?.length ?: part.json.toString().length
        if (text == null || !part.json.keys.all { it == "text" || it == "thought" }) {
            close()
            done += part.json
            return
        }
        if (part.isThought != isOpenThought) close()
        isOpenThought = part.isThought
        open.append(text)
    }

    fun toJson(): JsonArray = JsonArray(done + listOfNotNull(openPart()))

    private fun close() {
        openPart()?.let { done += it }
        open.setLength(0)
    }

    // Text that is empty says nothing, and is refused when it goes back.
    private fun openPart(): JsonObject? = if (open.isEmpty()) {
        null
    } else {
        buildJsonObject {
            put("text", open.toString())
            if (isOpenThought) put("thought", JsonPrimitive(true))
        }
    }
}
