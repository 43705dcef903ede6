package dev.sluice.openai.responses

import dev.sluice.model.ChatModel
import dev.sluice.model.OutputMode
import dev.sluice.openai.DeletedObject
import dev.sluice.openai.ListRequest
import dev.sluice.openai.OpenAiCalls
import dev.sluice.openai.OpenAiDialect
import dev.sluice.openai.failureIn
import dev.sluice.openai.failureInObject
import dev.sluice.paging.Page
import dev.sluice.schema.PlainDialect
import dev.sluice.transport.ResponseInfo
import dev.sluice.wire.EventDecoder
import dev.sluice.wire.RequestOptions
import dev.sluice.wire.WireCall
import dev.sluice.wire.having
import dev.sluice.wire.pathSegment
import dev.sluice.wire.string
import kotlinx.coroutines.flow.Flow
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/**
 * Responses, `/responses`. Safe for use from any number of coroutines at once.
 *
 * Every call can fail with an [dev.sluice.errors.ApiException] (its subclasses say how), with
 * [dev.sluice.errors.InvalidRequestException] before anything is sent, and with [dev.sluice.errors.ClientClosedException].
 */
public class Responses internal constructor(
    private val calls: OpenAiCalls,
    server: String = "openai",
    serverModes: List<OutputMode>? = null,
) {
    /**
     * What extraction needs, over responses: `Sluice(openai.responses.chatModel) { model = "gpt-5-mini" }`. The client itself is the
     * same over chat completions. Safe for use from any number of coroutines at once; closing the client ends its calls too.
     */
    public val chatModel: ChatModel =
        ResponsesChatModel(this, ResponseModelRequests(OpenAiDialect, PlainDialect), server, serverModes)

    internal val url: String get() = calls.wire.endpoint.url(PATH)

    /**
     * Asks and waits for the whole response; for one in the background, until it is queued. A response that failed is the exception
     * that its error stands for, as it is in a stream.
     */
    public suspend fun create(request: ResponseRequest): Response =
        calls.generate(PATH, request.body, request.options) { json, response -> responseOf(json, response) }

    /** Asks and waits for the whole response: `create { model = "gpt-5-mini"; user("Hello!") }`. */
    @JvmSynthetic
    public suspend fun create(request: ResponseRequest.Builder.() -> Unit): Response =
        create(ResponseRequest.Builder().apply(request).build())

    /**
     * The response as it arrives. It ends with [ResponseStreamEvent.Completed] or [ResponseStreamEvent.Incomplete]; a response that
     * fails ends with the exception that its error stands for.
     *
     * Cold: each collection is a request of its own, and is paid for. Back-pressured: nothing is read ahead beyond one network
     * read. Ending the collection early closes the connection. A call is retried until its first event was emitted, never after.
     */
    public fun stream(request: ResponseRequest): Flow<ResponseStreamEvent> = events(request, ::ResponseEventDecoder)

    /** The response as it arrives: `stream { model = "gpt-5-mini"; user("Hello!") }`. */
    @JvmSynthetic
    public fun stream(request: ResponseRequest.Builder.() -> Unit): Flow<ResponseStreamEvent> =
        stream(ResponseRequest.Builder().apply(request).build())

    /**
     * The events of a response that was begun as a stream in the background, as [stream] brings them: from its beginning, or from
     * behind the event whose [ResponseStreamEvent.sequenceNumber] is [startingAfter]. Collecting it makes nothing anew.
     */
    @JvmOverloads
    public fun stream(
        id: String,
        startingAfter: Long? = null,
        options: RequestOptions = RequestOptions.NONE,
    ): Flow<ResponseStreamEvent> {
        val query = listOfNotNull("stream" to "true", startingAfter?.let { "starting_after" to it.toString() }).toMap()
        return calls.wire.stream(WireCall.get(pathOf(id), options, query), ::ResponseEventDecoder)
    }

    /** A response as it is now, also one that failed. */
    public suspend fun retrieve(id: String, options: RequestOptions = RequestOptions.NONE): Response =
        calls.get(pathOf(id), options) { json, response -> Response(json, response) }

    /** Ends a response that is made in the background. */
    public suspend fun cancel(id: String, options: RequestOptions = RequestOptions.NONE): Response =
        calls.post("${pathOf(id)}/cancel", options) { json, response -> Response(json, response) }

    /** Deletes a response that was kept. */
    public suspend fun delete(id: String, options: RequestOptions = RequestOptions.NONE): DeletedObject =
        calls.wire.onceOfAnything(WireCall.delete(pathOf(id), options)) { json, response ->
            if (json != null) failureInObject(json, response.requestId)?.let { throw it }
            // The reference promises no body: then the status says it.
            DeletedObject(json ?: deleted(id), response)
        }

    /** The items that a response was asked with, the newest first; the next page is asked for when this one was collected. */
    public fun inputItems(id: String, request: ListRequest = ListRequest.ALL): Flow<ResponseItem> =
        calls.list("${pathOf(id)}/input_items", request, ResponseItem::of)

    /** One page of them. */
    public suspend fun inputItemsPage(id: String, request: ListRequest = ListRequest.ALL): Page<ResponseItem> =
        calls.page("${pathOf(id)}/input_items", request, ResponseItem::of)

    /** How many tokens the input of [request] has, tools and all. Nothing is generated. */
    public suspend fun countInputTokens(request: ResponseRequest): InputTokenCount =
        calls.post("$PATH/input_tokens", request.bodyOf(COUNTED), request.options) { json, response ->
            InputTokenCount(json.having(response, "input_tokens"), response)
        }

    /** How many tokens the input has: `countInputTokens { model = "gpt-5-mini"; user("Hello!") }`. */
    @JvmSynthetic
    public suspend fun countInputTokens(request: ResponseRequest.Builder.() -> Unit): InputTokenCount =
        countInputTokens(ResponseRequest.Builder().apply(request).build())

    /** A long conversation in fewer tokens. Of [request], what is not part of the conversation is not sent. */
    public suspend fun compact(request: ResponseRequest): CompactedResponse =
        calls.generate("$PATH/compact", request.bodyOf(COMPACTED), request.options) { json, response ->
            CompactedResponse(json.having(response, "output"), response)
        }

    /** A long conversation in fewer tokens: `compact { model = "gpt-5-mini"; previousResponseId = response.id }`. */
    @JvmSynthetic
    public suspend fun compact(request: ResponseRequest.Builder.() -> Unit): CompactedResponse =
        compact(ResponseRequest.Builder().apply(request).build())

    internal fun <T> events(request: ResponseRequest, newDecoder: (requestId: String?) -> EventDecoder<T>): Flow<T> =
        calls.wire.stream(WireCall.generate(PATH, request.streamBody(), request.options), newDecoder)

    private fun responseOf(json: JsonObject, response: ResponseInfo): Response {
        if (json.string("status") == "failed") failureIn(json, response.requestId)?.let { throw it }
        return Response(json.having(response, "output", "status"), response)
    }

    private fun deleted(id: String) = buildJsonObject {
        put("id", id)
        put("deleted", true)
    }

    private fun pathOf(id: String) = "$PATH/${pathSegment(id, "response's id")}"

    private companion object {
        const val PATH = "/responses"

        val COUNTED = setOf(
            "model", "input", "instructions", "previous_response_id", "conversation", "tools", "tool_choice", "parallel_tool_calls",
            "reasoning", "text", "truncation",
        )
        val COMPACTED = setOf(
            "model",
            "input",
            "instructions",
            "previous_response_id",
            "service_tier",
            "prompt_cache_key",
            "prompt_cache_options",
            "prompt_cache_retention",
        )
    }
}
