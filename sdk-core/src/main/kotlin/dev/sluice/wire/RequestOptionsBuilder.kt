package dev.sluice.wire

import dev.sluice.limits.RetryPolicy
import dev.sluice.transport.Timeouts
import kotlinx.serialization.json.JsonObject

/**
 * Sets [RequestOptions]; the base of the builders of all requests. [B] is the builder itself, so that calls chain in Java.
 *
 * Not safe for use by several threads at once.
 */
public abstract class RequestOptionsBuilder<B : RequestOptionsBuilder<B>> internal constructor(from: RequestOptions = RequestOptions.NONE) {
    /** Fields added to the body as they are, over those of the options. */
    @set:JvmSynthetic
    public var extraBody: JsonObject = from.extraBody

    /** Headers of this request alone, over those of the client. */
    @set:JvmSynthetic
    public var extraHeaders: Map<String, String> = from.extraHeaders

    /** Parameters added to the URL. */
    @set:JvmSynthetic
    public var extraQuery: Map<String, String> = from.extraQuery

    /** The time limits of this call, but for `connect`; null for the client's. */
    @set:JvmSynthetic
    public var timeouts: Timeouts? = from.timeouts

    /** When this call is made again, within the client's budget; null for the client's. */
    @set:JvmSynthetic
    public var retries: RetryPolicy? = from.retries

    internal var attachments: Map<String, ByteArray> = from.attachments

    /** Sets [extraBody]. */
    public fun extraBody(value: JsonObject): B = self { extraBody = value }

    /** Sets [extraHeaders]. */
    public fun extraHeaders(value: Map<String, String>): B = self { extraHeaders = value }

    /** Sets [extraQuery]. */
    public fun extraQuery(value: Map<String, String>): B = self { extraQuery = value }

    /** Sets [timeouts]. */
    public fun timeouts(value: Timeouts?): B = self { timeouts = value }

    /** Sets [retries]. */
    public fun retries(value: RetryPolicy?): B = self { retries = value }

    internal fun requestOptions(): RequestOptions = RequestOptions.of(this)

    @Suppress("UNCHECKED_CAST")
    private inline fun self(set: () -> Unit): B {
        set()
        return this as B
    }
}
