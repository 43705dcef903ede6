@file:JvmName("ResponseStreams")

package dev.sluice.gemini

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow

/** The whole response, once this stream has ended; what the stream fails with, this fails with. */
public suspend fun Flow<GenerateContentResponse>.toResponse(): GenerateContentResponse {
    val response = ResponseAccumulator()
    collect { response.add(it) }
    return response.toResponse()
}

/** The new text of each piece that brings any, without what is only thought or called beside it. */
public fun Flow<GenerateContentResponse>.textDeltas(): Flow<String> = flow {
    collect { response -> response.text.let { if (it.isNotEmpty()) emit(it) } }
}
