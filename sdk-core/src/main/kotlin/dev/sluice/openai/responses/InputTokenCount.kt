package dev.sluice.openai.responses

import dev.sluice.transport.ResponseInfo
import dev.sluice.wire.ApiAnswer
import dev.sluice.wire.long
import kotlinx.serialization.json.JsonObject

/** How many tokens an input has. */
public class InputTokenCount internal constructor(raw: JsonObject, response: ResponseInfo) : ApiAnswer(raw, response) {
    /** That many; 0 from a server that does not say. */
    public val inputTokens: Long get() = raw.long("input_tokens") ?: 0
}
