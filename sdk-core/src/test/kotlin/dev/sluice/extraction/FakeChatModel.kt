package dev.sluice.extraction

import dev.sluice.model.ChatModel
import dev.sluice.model.FinishReason
import dev.sluice.model.ModelEvent
import dev.sluice.model.ModelReply
import dev.sluice.model.ModelRequest
import dev.sluice.model.OutputMode
import dev.sluice.model.RequestPlan
import dev.sluice.model.Usage
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector
import kotlinx.coroutines.flow.flow
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.atomic.AtomicInteger

/** A provider in memory: each call runs the next script, and what was asked is kept. */
internal class FakeChatModel(private vararg val scripts: suspend FlowCollector<ModelEvent>.() -> Unit) : ChatModel {
    val requests = CopyOnWriteArrayList<ModelRequest>()
    private val calls = AtomicInteger()

    override val provider: String get() = "fake"

    override fun outputModes(model: String): List<OutputMode> = listOf(OutputMode.JSON_SCHEMA, OutputMode.TOOLS)

    override fun stream(request: ModelRequest): Flow<ModelEvent> = flow {
        requests += request
        scripts[calls.getAndIncrement()]()
    }

    override suspend fun complete(request: ModelRequest): ModelReply {
        lateinit var reply: ModelReply
        stream(request).collect { if (it is ModelEvent.Finished) reply = it.reply }
        return reply
    }

    override fun plan(request: ModelRequest): RequestPlan = throw AssertionError("not asked for in these tests")
}

/** Streams [pieces] and ends well. */
internal fun answer(
    vararg pieces: String,
    finish: FinishReason = FinishReason.STOP,
    refusal: String? = null,
): suspend FlowCollector<ModelEvent>.() -> Unit =
    {
        emit(ModelEvent.Started("fake-1", "req-1", Usage(inputTokens = 7)))
        pieces.forEach { emit(ModelEvent.Delta(it)) }
        emit(finished(pieces.joinToString(""), finish, refusal))
    }

/** Streams [pieces], then does what [end] does. */
internal fun broken(
    vararg pieces: String,
    end: suspend FlowCollector<ModelEvent>.() -> Unit,
): suspend FlowCollector<ModelEvent>.() -> Unit = {
    emit(ModelEvent.Started("fake-1", "req-1", Usage(inputTokens = 7)))
    pieces.forEach { emit(ModelEvent.Delta(it)) }
    end()
}

internal fun finished(text: String, finish: FinishReason = FinishReason.STOP, refusal: String? = null) =
    ModelEvent.Finished(ModelReply(text, finish, Usage(7, 3), refusal = refusal, model = "fake-1", requestId = "req-1"))
