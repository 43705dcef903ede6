package dev.sluice.openai.batches

import dev.sluice.openai.ListRequest
import dev.sluice.openai.OpenAiCalls
import dev.sluice.paging.Page
import dev.sluice.wire.RequestOptions
import dev.sluice.wire.pathSegment
import kotlinx.coroutines.flow.Flow

/** Batches, `/batches`. Safe for use from any number of coroutines at once. Errors are those of every call. */
public class Batches internal constructor(private val calls: OpenAiCalls) {
    /** Starts a batch. */
    public suspend fun create(request: BatchRequest): Batch = calls.post(PATH, request.body, request.options, ::Batch)

    /** Starts a batch: `create { inputFile = file.id }`. */
    @JvmSynthetic
    public suspend fun create(request: BatchRequest.Builder.() -> Unit): Batch = create(BatchRequest.Builder().apply(request).build())

    /** All batches, the newest first; the next page is asked for when this one was collected. */
    public fun list(request: ListRequest = ListRequest.ALL): Flow<Batch> = calls.list(PATH, request, ::Batch)

    /** All batches: `list { limit = 20 }`. */
    @JvmSynthetic
    public fun list(request: ListRequest.Builder.() -> Unit): Flow<Batch> = list(ListRequest.Builder().apply(request).build())

    /** One page of them. */
    public suspend fun page(request: ListRequest = ListRequest.ALL): Page<Batch> = calls.page(PATH, request, ::Batch)

    /** A batch as it is now. */
    public suspend fun retrieve(id: String, options: RequestOptions = RequestOptions.NONE): Batch = calls.get(pathOf(id), options, ::Batch)

    /** Ends a batch; what was answered stays. */
    public suspend fun cancel(id: String, options: RequestOptions = RequestOptions.NONE): Batch =
        calls.post("${pathOf(id)}/cancel", options, ::Batch)

    private fun pathOf(id: String) = "$PATH/${pathSegment(id, "batch's id")}"

    private companion object {
        const val PATH = "/batches"
    }
}
