package dev.sluice.model

import dev.sluice.errors.ApiException
import dev.sluice.errors.InvalidRequestException
import dev.sluice.errors.SluiceException
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.catch
import kotlinx.coroutines.flow.emitAll
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.map
import kotlinx.serialization.json.JsonObject

/** [primary] first, [secondary] when a failure says that somebody else should try. See [withFallback]. */
internal class FallbackChatModel(
    private val primary: ChatModel,
    private val secondary: ChatModel,
    private val model: String?,
    private val rule: FallbackRule,
) : ChatModel {
    override val provider: String get() = primary.provider

    override fun outputModes(model: String): List<OutputMode> = primary.outputModes(model)

    override suspend fun complete(request: ModelRequest): ModelReply {
        val first = try {
            return primary.complete(request)
        } catch (failed: ApiException) {
            covered(failed)
        }
        try {
            return secondary.complete(request.forSecondary()).asText()
        } catch (second: SluiceException) {
            throw first.with(second)
        }
    }

    override fun stream(request: ModelRequest): Flow<ModelEvent> = flow {
        var hasBegun = false
        var failure: ApiException? = null
        primary.stream(request)
            .catch { if (it is ApiException && !hasBegun) failure = covered(it) else throw it }
            .collect {
                hasBegun = true
                emit(it)
            }
        failure?.let { emitAll(secondly(request, it)) }
    }

    private fun secondly(request: ModelRequest, first: ApiException): Flow<ModelEvent> = secondary.stream(request.forSecondary())
        .map { if (it is ModelEvent.Finished) ModelEvent.Finished(it.reply.asText()) else it }
        .catch { second -> throw if (second is SluiceException) first.with(second) else second }

    /** A secondary that cannot even be asked says less than the outage that led to it. */
    private fun ApiException.with(second: SluiceException): SluiceException =
        if (second is InvalidRequestException) apply { addSuppressed(second) } else second.also { it.addSuppressed(this) }

    override fun plan(request: ModelRequest): RequestPlan = primary.plan(request)

    private suspend fun covered(failure: ApiException): ApiException {
        currentCoroutineContext().ensureActive()
        if (!rule.covers(failure)) throw failure
        return failure
    }

    /** In a way that the other model knows, and without what only this one's provider understands. */
    private fun ModelRequest.forSecondary(): ModelRequest {
        val name = this@FallbackChatModel.model ?: this.model
        val spec = output?.let {
            val modes = secondary.outputModes(name)
            if (it.mode in modes) it else it.inMode(modes.strongest(name))
        }
        val replayed = rejections.map { Rejection(it.reply.asText(), it.errors) }
        val isSameProvider = primary.provider == secondary.provider
        return ModelRequest(
            name, messages, spec, replayed, maxTokens, temperature, topP, stop,
            if (isSameProvider) extraBody else JsonObject(emptyMap()),
            if (isSameProvider) extraHeaders else emptyMap(),
            mediaLimits,
        ).readFor(this)
    }

    private fun List<OutputMode>.strongest(model: String): OutputMode = first().also {
        if (it == OutputMode.PROMPTED) {
            throw InvalidRequestException(
                "${secondary.provider} can ask $model only in mode PROMPTED, and the question was asked in another. " +
                    "Ask with mode = OutputMode.PROMPTED where such a model is the fallback.",
            )
        }
    }

    /** Without the message in its provider's form, which the other provider would not take when it comes to asking again. */
    private fun ModelReply.asText(): ModelReply = with(message = null)

    override fun toString(): String = "$primary, else $secondary"
}
