package dev.sluice.wire

import dev.sluice.limits.CallTerms
import dev.sluice.transport.HttpHeaders
import dev.sluice.transport.RequestBody
import kotlinx.serialization.json.JsonObject

/** One call of a provider, in all but what every call shares. */
internal class WireCall(
    val method: String,
    /** Below the base URL, from a slash on. */
    val path: String,
    /** Null for none. */
    val body: WireBody? = null,
    val options: RequestOptions = RequestOptions.NONE,
    /** What the endpoint asks for, under the options' headers. */
    headers: Map<String, String> = emptyMap(),
    /** What the endpoint asks for, under the options' query. */
    query: Map<String, String> = emptyMap(),
    /** Whether it spends tokens: then a rate limit reserves and settles them, and the client's extra fields go along. */
    val generates: Boolean = false,
) {
    val headers: HttpHeaders = headersOf(headers).overlaidBy(headersOf(options.extraHeaders))
    val query: Map<String, String> = query + options.extraQuery

    /** What the call has to itself. */
    val terms: CallTerms get() = CallTerms(options.timeouts, options.retries, ::estimate)

    private fun estimate(): Long =
        if (generates && body is WireBody.Json) estimatedTokens(body.json) + options.attachments.size * TOKENS_PER_FILE else 0

    companion object {
        fun get(path: String, options: RequestOptions, query: Map<String, String> = emptyMap()): WireCall =
            WireCall("GET", path, null, options, query = query)

        fun delete(path: String, options: RequestOptions): WireCall = WireCall("DELETE", path, null, options)

        /** [json] whole, extra fields and all. */
        fun post(path: String, json: JsonObject, options: RequestOptions, headers: Map<String, String> = emptyMap()): WireCall =
            WireCall("POST", path, WireBody.Json(json), options, headers)

        /** The same for what a model must work on. */
        fun generate(
            path: String,
            json: JsonObject,
            options: RequestOptions,
            headers: Map<String, String> = emptyMap(),
            query: Map<String, String> = emptyMap(),
        ): WireCall = WireCall("POST", path, WireBody.Json(json), options, headers, query, generates = true)

        /** A call that says all by its path; a body only if the caller adds fields. */
        fun post(path: String, options: RequestOptions): WireCall =
            WireCall("POST", path, options.extraBody.takeIf { it.isNotEmpty() }?.let(WireBody::Json), options)
    }
}

/** What a call carries. */
internal sealed interface WireBody {
    class Json(val json: JsonObject) : WireBody

    /** Something that is read when it is sent. */
    class Upload(val body: RequestBody) : WireBody
}
