package dev.sluice.openai.responses

import dev.sluice.wire.ApiObject
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** Why a response failed. */
public class ResponseError internal constructor(raw: JsonObject) : ApiObject(raw) {
    /** The provider's code, such as `server_error` or `rate_limit_exceeded`. */
    public val code: String? get() = raw.string("code")

    /** What the provider says about it. */
    public val message: String? get() = raw.string("message")
}
