package dev.sluice.gemini

import dev.sluice.paging.Page
import dev.sluice.paging.pages
import dev.sluice.wire.ApiCalls
import dev.sluice.wire.EventDecoder
import dev.sluice.wire.RequestOptions
import dev.sluice.wire.WireCall
import dev.sluice.wire.WireCalls
import dev.sluice.wire.having
import dev.sluice.wire.objects
import dev.sluice.wire.string
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.emitAll
import kotlinx.coroutines.flow.flow

/**
 * The models and what they generate, `/v1beta/models`. Safe for use from any number of coroutines at once.
 *
 * Every call can fail with an [dev.sluice.errors.ApiException] (its subclasses say how), with
 * [dev.sluice.errors.InvalidRequestException] before anything is sent, and with [dev.sluice.errors.ClientClosedException].
 */
public class Models internal constructor(wire: WireCalls) {
    private val calls = ApiCalls(wire, ::failureIn)

    /** Asks and waits for the whole answer. A prompt that is blocked is an answer too: one without candidates. */
    public suspend fun generateContent(request: GenerateContentRequest): GenerateContentResponse =
        calls.send(WireCall.generate(pathOf(request, "generateContent"), request.body, request.options)) { json, response ->
            GenerateContentResponse(json.having(response, "candidates", "promptFeedback"), response)
        }

    /** Asks and waits for the whole answer: `generateContent { model = "gemini-2.5-flash"; user("Hello!") }`. */
    @JvmSynthetic
    public suspend fun generateContent(request: GenerateContentRequest.Builder.() -> Unit): GenerateContentResponse =
        generateContent(GenerateContentRequest.Builder().apply(request).build())

    /**
     * The answer as it arrives: each response holds what is new. Text comes in pieces, a function call whole.
     *
     * Cold: each collection is a request of its own, and is paid for. Back-pressured: nothing is read ahead beyond one network
     * read. Ending the collection early closes the connection. A call is retried until its first response was emitted, never after.
     */
    public fun generateContentStream(request: GenerateContentRequest): Flow<GenerateContentResponse> = events(request, ::ResponseDecoder)

    /** The answer as it arrives: `generateContentStream { model = "gemini-2.5-flash"; user("Hello!") }`. */
    @JvmSynthetic
    public fun generateContentStream(request: GenerateContentRequest.Builder.() -> Unit): Flow<GenerateContentResponse> =
        generateContentStream(GenerateContentRequest.Builder().apply(request).build())

    /** All models; the next page is asked for when this one was collected. */
    public fun list(request: ListRequest = ListRequest.ALL): Flow<GeminiModel> = pages { cursor -> page(request.from(cursor)) }

    /** All models: `list { pageSize = 100 }`. */
    @JvmSynthetic
    public fun list(request: ListRequest.Builder.() -> Unit): Flow<GeminiModel> = list(ListRequest.Builder().apply(request).build())

    /** One page of them. */
    public suspend fun page(request: ListRequest = ListRequest.ALL): Page<GeminiModel> =
        calls.send(WireCall.get("$VERSION/models", request.options, request.query)) { json, response ->
            val next = json.string("nextPageToken")?.takeIf { it.isNotEmpty() }
            Page(json.objects("models").map { GeminiModel(it) }, next, response, isPromised = true)
        }

    /** One model, by its name with or without `models/` before it. */
    public suspend fun retrieve(name: String, options: RequestOptions = RequestOptions.NONE): GeminiModel =
        calls.get("$VERSION/${modelPath(name)}", options, ::GeminiModel)

    internal fun urlOf(request: GenerateContentRequest): String = calls.wire.endpoint.url(pathOf(request, "generateContent"))

    internal fun <T> events(request: GenerateContentRequest, newDecoder: (requestId: String?) -> EventDecoder<T>): Flow<T> = flow {
        val call = WireCall.generate(pathOf(request, "streamGenerateContent"), request.body, request.options, query = EVENTS)
        emitAll(calls.wire.stream(call, newDecoder))
    }

    private fun pathOf(request: GenerateContentRequest, method: String) = "$VERSION/${modelPath(request.model)}:$method"

    private companion object {
        const val VERSION = "/v1beta"

        // Without it, the stream is one long JSON array.
        val EVENTS = mapOf("alt" to "sse")
    }
}
