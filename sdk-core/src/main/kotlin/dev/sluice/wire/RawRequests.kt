package dev.sluice.wire

import dev.sluice.errors.InvalidRequestException
import dev.sluice.sse.ServerSentEvent
import kotlinx.coroutines.flow.Flow
import kotlinx.serialization.json.JsonObject

/**
 * Calls of paths that this version has no name for, with all that the client gives a call: key, retries, limits, errors.
 *
 * ```kotlin
 * val answer = openai.raw.post("/new/endpoint", buildJsonObject { put("model", "gpt-4o-mini") })
 * answer.raw["id"]; answer.response.status; answer.decode<MyType>()
 * ```
 *
 * A path stands below the base URL and begins with a slash. Safe for use from any number of coroutines at once.
 */
public class RawRequests internal constructor(private val calls: WireCalls) {
    /** `GET` [path]. */
    @JvmOverloads
    public suspend fun get(path: String, options: RequestOptions = RequestOptions.NONE): RawAnswer = send("GET", path, null, options)

    /** `POST` [path] with [body]. */
    @JvmOverloads
    public suspend fun post(path: String, body: JsonObject, options: RequestOptions = RequestOptions.NONE): RawAnswer =
        send("POST", path, body, options)

    /** `DELETE` [path]. */
    @JvmOverloads
    public suspend fun delete(path: String, options: RequestOptions = RequestOptions.NONE): RawAnswer = send("DELETE", path, null, options)

    /** Any [method]; [body] null for none. */
    @JvmOverloads
    public suspend fun send(method: String, path: String, body: JsonObject?, options: RequestOptions = RequestOptions.NONE): RawAnswer =
        calls.onceOfAnything(call(method, path, body, options)) { json, response -> RawAnswer(json ?: JsonObject(emptyMap()), response) }

    /**
     * `POST` [path] with [body], answered by server-sent events; they end with the body, or with OpenAI's `[DONE]`. Each collection is a
     * request of its own. An error inside the stream is an event like others: this does not know the path's language.
     */
    @JvmOverloads
    public fun stream(path: String, body: JsonObject, options: RequestOptions = RequestOptions.NONE): Flow<RawEvent> =
        calls.stream(call("POST", path, body, options)) { RawEventDecoder() }

    private fun call(method: String, path: String, body: JsonObject?, options: RequestOptions): WireCall {
        if (!path.startsWith("/")) throw InvalidRequestException("A path begins with a slash, this is \"${path.cutTo(200)}\".")
        val json = if (body == null && options.extraBody.isEmpty()) null else JsonObject(body.orEmpty() + options.extraBody)
        // Whether such a path spends tokens, its answer will tell.
        return WireCall(method, path, json?.let(WireBody::Json), options, generates = method == "POST")
    }
}

private class RawEventDecoder : EventDecoder<RawEvent> {
    override var hasContent = false
        private set

    override fun decode(event: ServerSentEvent, out: MutableList<RawEvent>): Boolean {
        if (event.data.trim() == "[DONE]") return true
        hasContent = true
        out += RawEvent(event.name, event.data)
        return false
    }

    override fun end(out: MutableList<RawEvent>) = Unit
}
