package dev.sluice.testing.offline.openai

import dev.sluice.testing.offline.request.Body
import dev.sluice.testing.offline.request.Output
import dev.sluice.testing.offline.request.RequestFault
import dev.sluice.testing.offline.request.Tools
import kotlinx.serialization.json.JsonPrimitive

/** Reads which of its tools a request lets the model call; the same for chat completions and responses. */
internal object OpenAiTools {
    /** The tools of [offered] that [choice], a word, and [wanted], a tool's name, leave over. */
    fun chosen(offered: List<Output>, choice: String?, wanted: String?, body: Body): Tools {
        val isParallel = body.json["parallel_tool_calls"] != JsonPrimitive(false)
        if (wanted == null) return Tools(offered, choice == "required", isParallel)
        val tool = offered.firstOrNull { it.name == wanted }
            ?: throw RequestFault(400, "Tool choice '$wanted' is not in 'tools'.", "tool_choice", "invalid_value")
        return Tools(listOf(tool), isRequired = true, isParallel = false)
    }
}
