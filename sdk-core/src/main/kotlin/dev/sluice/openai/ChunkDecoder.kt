package dev.sluice.openai

import dev.sluice.sse.ServerSentEvent
import dev.sluice.wire.EventDecoder
import dev.sluice.wire.endedEarly
import dev.sluice.wire.jsonOf
import dev.sluice.wire.tokensIn

/**
 * Events of a chat completion → chunks.
 *
 * `[DONE]` ends the stream. A server that leaves it out may end the body instead, once every answer that began has its finish
 * reason.
 */
internal class ChunkDecoder(private val requestId: String?) : EventDecoder<ChatCompletionChunk> {
    override var hasContent = false
        private set

    override var usedTokens: Long? = null
        private set

    private val begun = HashSet<Int>()
    private val finished = HashSet<Int>()

    override fun decode(event: ServerSentEvent, out: MutableList<ChatCompletionChunk>): Boolean {
        if (event.data.trim() == DONE) return true
        val json = jsonOf(event, requestId) ?: return false
        failureIn(json, requestId)?.let { throw it }
        out += ChatCompletionChunk(json, requestId).also(::note)
        return false
    }

    override fun end(out: MutableList<ChatCompletionChunk>) {
        if (finished.isEmpty() || !finished.containsAll(begun)) throw endedEarly("data: $DONE", requestId)
    }

    private fun note(chunk: ChatCompletionChunk) {
        chunk.raw.takeIf { "usage" in it }?.let(::tokensIn)?.let { usedTokens = it }
        for (choice in chunk.choices) {
            begun += choice.index
            if (!choice.finishReason.isNullOrEmpty()) finished += choice.index
            hasContent = hasContent || choice.delta.carriesContent
        }
    }

    private companion object {
        const val DONE = "[DONE]"
    }
}
