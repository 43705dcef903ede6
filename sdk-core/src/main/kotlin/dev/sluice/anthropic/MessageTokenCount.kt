package dev.sluice.anthropic

import dev.sluice.transport.ResponseInfo
import dev.sluice.wire.ApiAnswer
import dev.sluice.wire.long
import kotlinx.serialization.json.JsonObject

/** How many tokens a request would send. */
public class MessageTokenCount internal constructor(raw: JsonObject, response: ResponseInfo) : ApiAnswer(raw, response) {
    /** The count; what is billed may differ by a few. */
    public val inputTokens: Long get() = raw.long("input_tokens") ?: 0
}
