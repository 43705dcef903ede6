package dev.sluice.testing.offline.request

/** Who says something. */
internal enum class Speaker { SYSTEM, USER, ASSISTANT, TOOL }

/** One message. */
internal class Turn(
    val speaker: Speaker,
    val text: String,
    /** Whether it refuses the answer before it. */
    val isRefusal: Boolean = false,
    /** The call that a tool's result belongs to, if the conversation holds it. */
    val call: ToolCall? = null,
) {
    companion object {
        /** What came back for [call]: a result, also one that tells of an error, unless it finds fault with what was called for. */
        fun ofTool(text: String, call: ToolCall?): Turn =
            if (Problems.isNone(text)) Turn(Speaker.TOOL, text, call = call) else Turn(Speaker.USER, text, isRefusal = true)
    }
}

/** A tool and what it is called with: JSON, as text. */
internal class ToolCall(val tool: String, val arguments: String)
