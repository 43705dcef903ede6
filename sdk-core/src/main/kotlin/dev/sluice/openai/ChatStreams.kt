@file:JvmName("ChatStreams")

package dev.sluice.openai

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.transform
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * The whole completion that a stream's chunks make, all answers of it; collects the stream to its end, and fails as it fails. See
 * [ChatCompletionAccumulator].
 */
public suspend fun Flow<ChatCompletionChunk>.toCompletion(): ChatCompletion {
    val accumulator = ChatCompletionAccumulator()
    collect(accumulator::add)
    return accumulator.toCompletion()
}

/** The text of the first answer as it arrives, without the chunks that bring none. */
public fun Flow<ChatCompletionChunk>.textDeltas(): Flow<String> = transform { if (it.text.isNotEmpty()) emit(it.text) }

/**
 * The pieces of the first answer's tool calls as they arrive. Each has its [ChatToolCallDelta.index], also from servers that leave it
 * out or give all calls the same: pieces of several calls may come in turns, and those with the same index belong together.
 */
public fun Flow<ChatCompletionChunk>.toolCallDeltas(): Flow<ChatToolCallDelta> = flow {
    val calls = ChatCallsCollector()
    collect { chunk ->
        for (choice in chunk.choices) {
            if (choice.index == 0) choice.delta.toolCalls.forEach { emit(it.at(calls.take(it).index)) }
        }
    }
}

private fun ChatToolCallDelta.at(index: Int): ChatToolCallDelta =
    if (this.index == index) this else ChatToolCallDelta(JsonObject(raw + ("index" to JsonPrimitive(index))))
