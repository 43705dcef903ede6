package dev.sluice.openai.models

import dev.sluice.openai.DeletedObject
import dev.sluice.openai.ListRequest
import dev.sluice.openai.OpenAiCalls
import dev.sluice.paging.Page
import dev.sluice.paging.pages
import dev.sluice.wire.RequestOptions
import dev.sluice.wire.pathSegment
import kotlinx.coroutines.flow.Flow

/** The models that a key may use, `/models`. Safe for use from any number of coroutines at once. Errors are those of every call. */
public class Models internal constructor(private val calls: OpenAiCalls) {
    /** All models; cold, each collection is a request of its own. */
    public fun list(request: ListRequest = ListRequest.ALL): Flow<OpenAIModel> = pages { cursor -> page(request.from(cursor)) }

    /** One page of them, which has them all unless the server says that it has more. */
    public suspend fun page(request: ListRequest = ListRequest.ALL): Page<OpenAIModel> =
        calls.page(PATH, request, ::OpenAIModel).withoutGuess()

    /** One model. */
    public suspend fun retrieve(id: String, options: RequestOptions = RequestOptions.NONE): OpenAIModel =
        calls.get(pathOf(id), options, ::OpenAIModel)

    /** Deletes a model of one's own, such as a fine-tuned one. */
    public suspend fun delete(id: String, options: RequestOptions = RequestOptions.NONE): DeletedObject =
        calls.delete(pathOf(id), options, ::DeletedObject)

    private fun pathOf(id: String) = "$PATH/${pathSegment(id, "model")}"

    private companion object {
        const val PATH = "/models"
    }
}
