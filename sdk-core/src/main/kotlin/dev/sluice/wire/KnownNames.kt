package dev.sluice.wire

/** The names that stand in every event of a stream: found in a text without making the string again. */
internal object KnownNames {
    private const val SLOTS = 512
    private const val LONGEST = 32

    private val names = arrayOf(
        "id", "object", "created", "model", "system_fingerprint", "service_tier", "obfuscation", "choices", "index", "delta", "content",
        "role", "refusal", "reasoning_content", "reasoning", "tool_calls", "function", "name", "arguments", "type", "logprobs",
        "finish_reason", "usage", "message", "content_block", "text", "thinking", "signature", "partial_json", "input", "stop_reason",
        "stop_sequence", "input_tokens", "output_tokens", "error",
        "sequence_number", "item_id", "output_index", "content_index", "item", "part", "response",
    )

    private val slots = arrayOfNulls<String>(SLOTS).also { slots ->
        for (name in names) slots[slotOf(name, 0, name.length)] = name
    }

    /** The name that stands from [start] until [end] in [text]; null if it is none of these. */
    fun find(text: String, start: Int, end: Int): String? {
        if (end == start || end - start > LONGEST) return null
        return slots[slotOf(text, start, end)]?.takeIf { it.length == end - start && text.startsWith(it, start) }
    }

    // Two names in one slot cost the first its place and nothing else.
    private fun slotOf(text: String, start: Int, end: Int): Int =
        ((text[start].code * 31 + text[(start + end) / 2].code) * 31 + text[end - 1].code * 7 + (end - start)) and (SLOTS - 1)
}
