@file:JvmName("ResponseStreams")

package dev.sluice.openai.responses

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.transform

/** The whole response that a stream's events make; collects the stream to its end, and fails as it fails. See [ResponseAccumulator]. */
public suspend fun Flow<ResponseStreamEvent>.toResponse(): Response {
    val accumulator = ResponseAccumulator()
    collect(accumulator::add)
    return accumulator.toResponse()
}

/** The answer's text as it arrives, without the events that bring none. */
public fun Flow<ResponseStreamEvent>.textDeltas(): Flow<String> = transform { if (it.text.isNotEmpty()) emit(it.text) }
