package dev.sluice.testing.offline.openai

import dev.sluice.testing.Answer
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** What OpenAI says of something that was deleted. */
internal object Deleted {
    fun answer(id: String, kind: String): Answer = Answer.json(
        buildJsonObject {
            put("id", id)
            put("object", kind)
            put("deleted", true)
        }.toString(),
    )
}
