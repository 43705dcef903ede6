package dev.sluice.anthropic.models

import dev.sluice.anthropic.AnthropicCalls
import dev.sluice.anthropic.ListRequest
import dev.sluice.paging.Page
import dev.sluice.wire.RequestOptions
import dev.sluice.wire.pathSegment
import kotlinx.coroutines.flow.Flow

/** The models that a key may use, `/v1/models`. Safe for use from any number of coroutines at once. Errors are those of every call. */
public class Models internal constructor(private val calls: AnthropicCalls) {
    /** All models, the newest first; the next page is asked for when this one was collected. */
    public fun list(request: ListRequest = ListRequest.ALL): Flow<AnthropicModel> = calls.list(PATH, request, ::AnthropicModel)

    /** All models: `list { limit = 100 }`. */
    @JvmSynthetic
    public fun list(request: ListRequest.Builder.() -> Unit): Flow<AnthropicModel> = list(ListRequest.Builder().apply(request).build())

    /** One page of them. */
    public suspend fun page(request: ListRequest = ListRequest.ALL): Page<AnthropicModel> = calls.page(PATH, request, ::AnthropicModel)

    /** One model, by its id or by an alias such as `claude-haiku-4-5`. */
    public suspend fun retrieve(id: String, options: RequestOptions = RequestOptions.NONE): AnthropicModel =
        calls.get("$PATH/${pathSegment(id, "model")}", options, ::AnthropicModel)

    private companion object {
        const val PATH = "/v1/models"
    }
}
