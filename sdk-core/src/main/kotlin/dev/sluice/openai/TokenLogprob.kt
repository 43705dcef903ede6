package dev.sluice.openai

import dev.sluice.wire.ApiObject
import dev.sluice.wire.array
import dev.sluice.wire.double
import dev.sluice.wire.objects
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.intOrNull

/** A token, and how likely it was. */
public class TokenLogprob internal constructor(raw: JsonObject) : ApiObject(raw) {
    /** The token's text; for a token that is a part of a character only an approximation, see [bytes]. */
    public val token: String get() = raw.string("token").orEmpty()

    /** The natural logarithm of its probability: 0 is certain, and -9999 stands for very unlikely. */
    public val logprob: Double? get() = raw.double("logprob")

    /** Its UTF-8 bytes; null where there are none or the server does not say. */
    public val bytes: ByteArray?
        get() = raw.array("bytes")?.mapNotNull { (it as? JsonPrimitive)?.intOrNull?.toByte() }?.toByteArray()

    /** The likeliest tokens at this place with their probabilities, as many as were asked for; they have no alternatives of their own. */
    public val topLogprobs: List<TokenLogprob> get() = raw.objects("top_logprobs").map(::TokenLogprob)
}
