@file:JvmName("MessageStreams")

package dev.sluice.anthropic

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow

/** The whole message, once this stream of events has ended; what the stream fails with, this fails with. */
public suspend fun Flow<MessageStreamEvent>.toMessage(): AnthropicMessage {
    val message = MessageAccumulator()
    collect { message.add(it) }
    return message.toMessage()
}

/** The new text of each event that brings any, without what is thought or called beside it. */
public fun Flow<MessageStreamEvent>.textDeltas(): Flow<String> = flow {
    collect { if (it.text.isNotEmpty()) emit(it.text) }
}
