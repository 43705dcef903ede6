package dev.sluice.wire

import dev.sluice.transport.ResponseInfo
import kotlinx.serialization.json.JsonObject

/** What a provider answered to one call: an [ApiObject] with the HTTP response that it came in. */
public abstract class ApiAnswer internal constructor(
    raw: JsonObject,
    /** Status, headers and the untouched body; null for what was put together from a stream. */
    public val response: ResponseInfo?,
    /** The provider's name for the call, from the response's headers. */
    public val requestId: String? = response?.requestId,
) : ApiObject(raw)
