package dev.sluice.testing.offline.wire

import dev.sluice.testing.Answer
import dev.sluice.testing.RecordedRequest
import dev.sluice.testing.Step
import dev.sluice.testing.offline.Answerer
import dev.sluice.testing.offline.Utterance
import dev.sluice.testing.offline.request.RequestFault

/** Answers requests to either provider: tells which one is meant, checks, asks the model, and paces a stream. */
internal class Front(private val millisPerPiece: Long) {
    fun answer(request: RecordedRequest): Answer {
        val provider = providerOf(request)
        return try {
            check(provider, request)
            val question = provider.read(request.bodyText)
            paced(provider.reply(Answerer.answer(question)).answer(request), question.isStream)
        } catch (fault: RequestFault) {
            val requestId = "req_" + Utterance.fingerprint(request.bodyText)
            Answer.json(provider.error(fault, requestId), fault.status).newBuilder().header(provider.requestIdHeader, requestId).build()
        }
    }

    private fun providerOf(request: RecordedRequest): Provider {
        val isAnthropic = request.path.startsWith(AnthropicProvider.path) || request.header("anthropic-version") != null
        return if (isAnthropic) AnthropicProvider else OpenAiProvider
    }

    private fun check(provider: Provider, request: RecordedRequest) {
        if (request.path != provider.path) {
            throw RequestFault(
                404,
                "Unknown path ${request.path}: the offline model serves ${OpenAiProvider.path} and ${AnthropicProvider.path}.",
                code = "unknown_url",
            )
        }
        val method = request.method
        if (method != "POST") throw RequestFault(405, "Not allowed to $method on ${request.path}; use POST.", code = "method_not_supported")
        provider.checkHeaders(request)
    }

    private fun paced(answer: Answer, isStream: Boolean): Answer =
        if (isStream && millisPerPiece > 0) answer.newBuilder().between(Step.pause(millisPerPiece)).build() else answer
}
