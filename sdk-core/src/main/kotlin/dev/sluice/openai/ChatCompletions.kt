package dev.sluice.openai

import dev.sluice.paging.Page
import dev.sluice.wire.EventDecoder
import dev.sluice.wire.RequestOptions
import dev.sluice.wire.WireCall
import dev.sluice.wire.having
import dev.sluice.wire.pathSegment
import kotlinx.coroutines.flow.Flow
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/**
 * Chat completions, `POST /chat/completions`. Safe for use from any number of coroutines at once.
 *
 * Every call can fail with an [dev.sluice.errors.ApiException] (its subclasses say how), with
 * [dev.sluice.errors.InvalidRequestException] before anything is sent, and with [dev.sluice.errors.ClientClosedException].
 */
public class ChatCompletions internal constructor(
    private val calls: OpenAiCalls,
    /** Whether a stream is asked for its usage, where the request does not say. */
    private val asksForUsage: Boolean = true,
) {
    /** Asks and waits for the whole answer. */
    public suspend fun create(request: ChatCompletionRequest): ChatCompletion =
        calls.send(callOf(request, request.body)) { json, response ->
            // Unlike a job, a completion has no field `error` of its own.
            failureIn(json, response.requestId)?.let { throw it }
            ChatCompletion(json.having(response, "choices"), response)
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

    /** The completions that were kept ([ChatCompletionRequest.Builder.store]); the next page is asked for when this one was collected. */
    public fun list(request: ListRequest = ListRequest.ALL): Flow<ChatCompletion> = calls.list(PATH, request) { ChatCompletion(it, null) }

    /** One page of them. */
    public suspend fun page(request: ListRequest = ListRequest.ALL): Page<ChatCompletion> =
        calls.page(PATH, request) { ChatCompletion(it, null) }

    /** One that was kept. */
    public suspend fun retrieve(id: String, options: RequestOptions = RequestOptions.NONE): ChatCompletion =
        calls.get(pathOf(id), options) { json, response -> ChatCompletion(json, response) }

    /** The messages of the request of one that was kept. */
    public fun messages(id: String, request: ListRequest = ListRequest.ALL): Flow<ChatMessage> =
        calls.list("${pathOf(id)}/messages", request, ChatMessage::of)

    /** One page of them. */
    public suspend fun messagesPage(id: String, request: ListRequest = ListRequest.ALL): Page<ChatMessage> =
        calls.page("${pathOf(id)}/messages", request, ChatMessage::of)

    /** Gives one that was kept other labels. */
    public suspend fun update(id: String, metadata: Map<String, String>, options: RequestOptions = RequestOptions.NONE): ChatCompletion {
        val body = buildJsonObject { putJsonObject("metadata") { metadata.forEach { (name, value) -> put(name, value) } } }
        return calls.post(pathOf(id), JsonObject(body + options.extraBody), options) { json, response -> ChatCompletion(json, response) }
    }

    /** Deletes one that was kept. */
    public suspend fun delete(id: String, options: RequestOptions = RequestOptions.NONE): DeletedObject =
        calls.delete(pathOf(id), options, ::DeletedObject)

    private fun pathOf(id: String) = "$PATH/${pathSegment(id, "completion's id")}"

    internal val url: String get() = calls.wire.endpoint.url(PATH)

    internal fun <T> events(request: ChatCompletionRequest, newDecoder: (requestId: String?) -> EventDecoder<T>): Flow<T> =
        calls.wire.stream(callOf(request, request.streamBody(asksForUsage)), newDecoder)

    private fun callOf(request: ChatCompletionRequest, body: JsonObject) = WireCall.generate(PATH, body, request.options)

    private companion object {
        const val PATH = "/chat/completions"
    }
}
