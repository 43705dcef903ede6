package dev.sluice.extraction

import dev.sluice.Sluice
import dev.sluice.model.ChatModel
import dev.sluice.model.FinishReason
import dev.sluice.model.ModelEvent
import dev.sluice.model.ModelReply
import dev.sluice.model.ModelRequest
import dev.sluice.model.OutputMode
import dev.sluice.model.RequestPlan
import dev.sluice.model.Usage
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.update

/** A provider in memory whose [answer] hangs on what the user says, a number here, and may take its time. */
internal class AnsweringModel(private val answer: suspend (Int, ModelRequest) -> String = { number, _ -> "$number" }) : ChatModel {
    class Calls(val begun: Int = 0, val running: Int = 0, val peak: Int = 0)

    private val calls = MutableStateFlow(Calls())

    val begun: Int get() = calls.value.begun
    val peak: Int get() = calls.value.peak

    suspend fun awaitBegun(count: Int) {
        calls.first { it.begun >= count }
    }

    suspend fun awaitIdle() {
        calls.first { it.running == 0 }
    }

    override val provider: String get() = "fake"

    override fun outputModes(model: String): List<OutputMode> = listOf(OutputMode.JSON_SCHEMA)

    override suspend fun complete(request: ModelRequest): ModelReply {
        calls.update { Calls(it.begun + 1, it.running + 1, maxOf(it.peak, it.running + 1)) }
        try {
            val value = answer(request.messages.last().text.toInt(), request)
            return ModelReply("""{"value":$value}""", FinishReason.STOP, Usage(7, 3), requestId = "req")
        } finally {
            calls.update { Calls(it.begun, it.running - 1, it.peak) }
        }
    }

    override fun stream(request: ModelRequest): Flow<ModelEvent> = throw AssertionError("not asked for in these tests")

    override fun plan(request: ModelRequest): RequestPlan = throw AssertionError("not asked for in these tests")
}

internal fun AnsweringModel.sluice(set: Sluice.Builder.() -> Unit = {}): Sluice = Sluice(this) {
    model = "fake-1"
    set()
}
