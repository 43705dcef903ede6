package dev.sluice.openai

import dev.sluice.wire.EventDecoder
import dev.sluice.wire.WireCall
import dev.sluice.wire.WireCalls
import kotlinx.coroutines.flow.Flow
import kotlinx.serialization.json.JsonObject

/**
 * Chat completions, `POST /chat/completions`. Safe for use from any number of coroutines at once.
 *
 * Every call can fail with an [dev.sluice.errors.ApiException] (its subclasses say how), with
 * [dev.sluice.errors.InvalidRequestException] before anything is sent, and with [dev.sluice.errors.ClientClosedException].
 */
public class ChatCompletions internal constructor(private val calls: WireCalls) {
    /** Asks and waits for the whole answer. */
    public suspend fun create(
        request: ChatCompletionRequest,
    ): ChatCompletion = calls.once(callOf(request, request.body)) { json, response ->
        if ("choices" !in json) failureIn(json, response.requestId)?.let { throw it }
        ChatCompletion(json, response)
    }

    /** Asks and waits for the whole answer: `create { model = "gpt-4o-mini"; user("Hello!") }`. */
    @JvmSynthetic
    public suspend fun create(request: ChatCompletionRequest.Builder.() -> Unit): ChatCompletion =
        create(ChatCompletionRequest.Builder().apply(request).build())

    /**
     * The answer as it arrives.
     *
     * Cold: each collection is a request of its own, and is paid for. Back-pressured: nothing is read ahead beyond one network
     * read. Ending the collection early closes the connection. A call is retried until its first chunk was emitted, never after.
     */
    public fun stream(request: ChatCompletionRequest): Flow<ChatCompletionChunk> = events(request, ::ChunkDecoder)

    /** The answer as it arrives: `stream { model = "gpt-4o-mini"; user("Hello!") }`. */
    @JvmSynthetic
    public fun stream(request: ChatCompletionRequest.Builder.() -> Unit): Flow<ChatCompletionChunk> =
        stream(ChatCompletionRequest.Builder().apply(request).build())

    internal val url: String get() = calls.endpoint.url(PATH)

    internal fun <T> events(request: ChatCompletionRequest, newDecoder: (requestId: String?) -> EventDecoder<T>): Flow<T> =
        calls.stream(callOf(request, request.streamBody()), newDecoder)

    private fun callOf(request: ChatCompletionRequest, body: JsonObject) = WireCall.post(PATH, body, request.options)

    private companion object {
        const val PATH = "/chat/completions"
    }
}
