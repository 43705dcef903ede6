package dev.sluice.gemini

import dev.sluice.sse.ServerSentEvent
import dev.sluice.wire.EventDecoder
import dev.sluice.wire.endedEarly
import dev.sluice.wire.jsonOf

/**
 * Events of content that streams → their typed views.
 *
 * No event ends the stream: it ends well with its body once every answer that began has its finish reason, or the prompt was blocked.
 */
internal class ResponseDecoder(private val requestId: String?) : EventDecoder<GenerateContentResponse> {
    override var hasContent = false
        private set

    override var usedTokens: Long? = null
        private set

    private val begun = HashSet<Int>()
    private val finished = HashSet<Int>()
    private var isBlocked = false
    private var lastId = requestId

    override fun decode(event: ServerSentEvent, out: MutableList<GenerateContentResponse>): Boolean {
        val json = jsonOf(event, lastId) ?: return false
        failureIn(json, lastId)?.let { throw it }
        out += GenerateContentResponse(json, null, requestId).also(::note)
        return false
    }

    override fun end(out: MutableList<GenerateContentResponse>) {
        val isWhole = isBlocked || (finished.isNotEmpty() && finished.containsAll(begun))
        if (!isWhole) throw endedEarly("an answer's finishReason", lastId)
    }

    private fun note(response: GenerateContentResponse) {
        lastId = response.requestId ?: lastId
        isBlocked = isBlocked || response.blockReason != null
        response.usage?.totalTokens?.takeIf { it > 0 }?.let { usedTokens = it }
        for (candidate in response.candidates) {
            begun += candidate.index
            if (candidate.finishReason != null) finished += candidate.index
            hasContent = hasContent || candidate.content.parts.any { !it.text.isNullOrEmpty() || it.text == null }
        }
    }
}
