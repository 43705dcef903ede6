package dev.sluice.openai.finetuning

import dev.sluice.openai.ListRequest
import dev.sluice.openai.OpenAiCalls
import dev.sluice.paging.Page
import dev.sluice.wire.RequestOptions
import dev.sluice.wire.pathSegment
import kotlinx.coroutines.flow.Flow

/** Fine-tuning jobs, `/fine_tuning/jobs`. Safe for use from any number of coroutines at once. Errors are those of every call. */
public class FineTuningJobs internal constructor(private val calls: OpenAiCalls) {
    /** Starts a job. */
    public suspend fun create(
        request: FineTuningJobRequest,
    ): FineTuningJob = calls.post(PATH, request.body, request.options, ::FineTuningJob)

    /** Starts a job: `create { model = "gpt-4o-mini"; trainingFile = file.id }`. */
    @JvmSynthetic
    public suspend fun create(request: FineTuningJobRequest.Builder.() -> Unit): FineTuningJob =
        create(FineTuningJobRequest.Builder().apply(request).build())

    /** All jobs, the newest first; the next page is asked for when this one was collected. */
    public fun list(request: ListRequest = ListRequest.ALL): Flow<FineTuningJob> = calls.list(PATH, request, ::FineTuningJob)

    /** All jobs: `list { limit = 20 }`. */
    @JvmSynthetic
    public fun list(request: ListRequest.Builder.() -> Unit): Flow<FineTuningJob> = list(ListRequest.Builder().apply(request).build())

    /** One page of them. */
    public suspend fun page(request: ListRequest = ListRequest.ALL): Page<FineTuningJob> = calls.page(PATH, request, ::FineTuningJob)

    /** A job as it is now. */
    public suspend fun retrieve(id: String, options: RequestOptions = RequestOptions.NONE): FineTuningJob =
        calls.get(pathOf(id), options, ::FineTuningJob)

    /** Ends a job for good. */
    public suspend fun cancel(id: String, options: RequestOptions = RequestOptions.NONE): FineTuningJob =
        calls.post("${pathOf(id)}/cancel", options, ::FineTuningJob)

    /** Halts a job. */
    public suspend fun pause(id: String, options: RequestOptions = RequestOptions.NONE): FineTuningJob =
        calls.post("${pathOf(id)}/pause", options, ::FineTuningJob)

    /** Lets a halted job go on. */
    public suspend fun resume(id: String, options: RequestOptions = RequestOptions.NONE): FineTuningJob =
        calls.post("${pathOf(id)}/resume", options, ::FineTuningJob)

    /** What happened to a job, the newest first. */
    public fun events(id: String, request: ListRequest = ListRequest.ALL): Flow<FineTuningEvent> =
        calls.list("${pathOf(id)}/events", request, ::FineTuningEvent)

    /** One page of them. */
    public suspend fun eventsPage(id: String, request: ListRequest = ListRequest.ALL): Page<FineTuningEvent> =
        calls.page("${pathOf(id)}/events", request, ::FineTuningEvent)

    /** The models that a job kept on its way, the newest first. */
    public fun checkpoints(id: String, request: ListRequest = ListRequest.ALL): Flow<FineTuningCheckpoint> =
        calls.list("${pathOf(id)}/checkpoints", request, ::FineTuningCheckpoint)

    /** One page of them. */
    public suspend fun checkpointsPage(id: String, request: ListRequest = ListRequest.ALL): Page<FineTuningCheckpoint> =
        calls.page("${pathOf(id)}/checkpoints", request, ::FineTuningCheckpoint)

    private fun pathOf(id: String) = "$PATH/${pathSegment(id, "job's id")}"

    private companion object {
        const val PATH = "/fine_tuning/jobs"
    }
}
