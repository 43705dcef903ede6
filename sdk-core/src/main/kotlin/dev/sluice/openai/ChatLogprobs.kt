package dev.sluice.openai

import dev.sluice.wire.ApiObject
import dev.sluice.wire.objects
import kotlinx.serialization.json.JsonObject

/** The tokens of an answer, or of a piece of one, and how likely each was. */
public class ChatLogprobs internal constructor(raw: JsonObject) : ApiObject(raw) {
    /** The tokens of the text. */
    public val content: List<TokenLogprob> get() = raw.objects("content").map(::TokenLogprob)

    /** The tokens of the refusal. */
    public val refusal: List<TokenLogprob> get() = raw.objects("refusal").map(::TokenLogprob)
}
