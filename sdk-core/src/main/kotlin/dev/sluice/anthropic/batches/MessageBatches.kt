package dev.sluice.anthropic.batches

import dev.sluice.anthropic.AnthropicCalls
import dev.sluice.anthropic.ListRequest
import dev.sluice.anthropic.betaHeaders
import dev.sluice.anthropic.failureIn
import dev.sluice.paging.Page
import dev.sluice.wire.RequestOptions
import dev.sluice.wire.WireCall
import dev.sluice.wire.jsonLines
import dev.sluice.wire.pathSegment
import kotlinx.coroutines.flow.Flow

/** Message batches, `/v1/messages/batches`. Safe for use from any number of coroutines at once. Errors are those of every call. */
public class MessageBatches internal constructor(private val calls: AnthropicCalls) {
    /** Starts a batch. */
    public suspend fun create(request: MessageBatchRequest): MessageBatch {
        request.all.forEach { calls.version.check(it.body) }
        return calls.send(WireCall.post(PATH, request.body, request.options, betaHeaders(request.betas)), ::MessageBatch)
    }

    /** Starts a batch: `create { add("ada") { model = "claude-haiku-4-5"; maxTokens = 64; user("Hello!") } }`. */
    @JvmSynthetic
    public suspend fun create(request: MessageBatchRequest.Builder.() -> Unit): MessageBatch =
        create(MessageBatchRequest.Builder().apply(request).build())

    /** All batches, the newest first; the next page is asked for when this one was collected. */
    public fun list(request: ListRequest = ListRequest.ALL): Flow<MessageBatch> = calls.list(PATH, request, ::MessageBatch)

    /** All batches: `list { limit = 20 }`. */
    @JvmSynthetic
    public fun list(request: ListRequest.Builder.() -> Unit): Flow<MessageBatch> = list(ListRequest.Builder().apply(request).build())

    /** One page of them. */
    public suspend fun page(request: ListRequest = ListRequest.ALL): Page<MessageBatch> = calls.page(PATH, request, ::MessageBatch)

    /** A batch as it is now. */
    public suspend fun retrieve(id: String, options: RequestOptions = RequestOptions.NONE): MessageBatch =
        calls.get(pathOf(id), options, ::MessageBatch)

    /** Ends a batch early; what is already with a model is still answered, and what was answered stays. */
    public suspend fun cancel(id: String, options: RequestOptions = RequestOptions.NONE): MessageBatch =
        calls.post("${pathOf(id)}/cancel", options, ::MessageBatch)

    /** Deletes a batch and its results. It must have ended: cancel it first. */
    public suspend fun delete(id: String, options: RequestOptions = RequestOptions.NONE): DeletedMessageBatch =
        calls.delete(pathOf(id), options, ::DeletedMessageBatch)

    /**
     * What became of each request of a batch that has ended, as it arrives and in any order.
     *
     * Cold: each collection is a download of its own. Back-pressured: nothing is read ahead beyond one network read. A download that
     * breaks off, or a line that is no JSON object, ends it with an [dev.sluice.errors.ApiException], after the results before it.
     */
    public fun results(id: String, options: RequestOptions = RequestOptions.NONE): Flow<MessageBatchResult> =
        calls.wire.bytes(WireCall.get("${pathOf(id)}/results", options)).jsonLines { json ->
            failureIn(json, null)?.let { throw it }
            MessageBatchResult.of(json)
        }

    private fun pathOf(id: String) = "$PATH/${pathSegment(id, "batch's id")}"

    private companion object {
        const val PATH = "/v1/messages/batches"
    }
}
