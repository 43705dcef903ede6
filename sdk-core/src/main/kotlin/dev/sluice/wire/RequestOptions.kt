package dev.sluice.wire

import dev.sluice.errors.InvalidRequestException
import dev.sluice.limits.RetryPolicy
import dev.sluice.transport.Timeouts
import kotlinx.serialization.json.JsonObject

/** What one request has to itself, over what the client has: parameters that this version does not know, and limits. Immutable. */
public class RequestOptions private constructor(
    /** Fields added to the body as they are, over those of the options. */
    public val extraBody: JsonObject,
    /** Headers of this request alone, over those of the client. */
    public val extraHeaders: Map<String, String>,
    /** Parameters added to the URL. */
    public val extraQuery: Map<String, String>,
    /** The time limits of this call; null for the client's. `connect` is always the client's: the call may find a connection open. */
    public val timeouts: Timeouts?,
    /** When this call is made again; null for the client's. The budget is always the client's. */
    public val retries: RetryPolicy?,
    /** What is sent in the place of marks that stand in the body's strings: ASCII that needs no escaping, such as base64. */
    internal val attachments: Map<String, ByteArray> = emptyMap(),
) {
    /** Without values, which may be private. */
    override fun toString(): String =
        "RequestOptions(extraBody=${extraBody.keys}, extraHeaders=${extraHeaders.keys}, extraQuery=${extraQuery.keys}, " +
            "timeouts=$timeouts, retries=$retries)"

    /** Makes [RequestOptions] for a call that has no other options. */
    public class Builder : RequestOptionsBuilder<Builder>() {
        /** The finished options. */
        public fun build(): RequestOptions = requestOptions()
    }

    public companion object {
        /** Nothing beyond what the client has. */
        @JvmField
        public val NONE: RequestOptions = RequestOptions(JsonObject(emptyMap()), emptyMap(), emptyMap(), null, null)

        /** Options with what [set] sets: `RequestOptions { timeouts = … }`. */
        @JvmSynthetic
        public operator fun invoke(set: Builder.() -> Unit): RequestOptions = Builder().apply(set).build()

        internal fun of(builder: RequestOptionsBuilder<*>): RequestOptions {
            val reserved = builder.extraHeaders.keys.firstOrNull { it.equals("Content-Length", ignoreCase = true) }
            if (reserved != null) throw InvalidRequestException("extraHeaders sets $reserved, which is counted when the request is sent.")
            return RequestOptions(
                builder.extraBody,
                builder.extraHeaders.toMap(),
                builder.extraQuery.toMap(),
                builder.timeouts,
                builder.retries,
                builder.attachments,
            )
        }
    }
}
