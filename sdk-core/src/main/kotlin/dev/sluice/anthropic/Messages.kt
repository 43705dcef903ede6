package dev.sluice.anthropic

import dev.sluice.anthropic.batches.MessageBatches
import dev.sluice.errors.InvalidRequestException
import dev.sluice.wire.EventDecoder
import dev.sluice.wire.WireCall
import dev.sluice.wire.having
import dev.sluice.wire.long
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.emitAll
import kotlinx.coroutines.flow.flow
import kotlinx.serialization.json.JsonObject

/**
 * Messages, `POST /v1/messages`. Safe for use from any number of coroutines at once.
 *
 * Every call can fail with an [dev.sluice.errors.ApiException] (its subclasses say how), with [InvalidRequestException] before
 * anything is sent, and with [dev.sluice.errors.ClientClosedException].
 */
public class Messages internal constructor(private val calls: AnthropicCalls) {
    /** Many requests at once, answered within a day and for less. */
    public val batches: MessageBatches = MessageBatches(calls)

    /**
     * Asks and waits for the whole answer.
     *
     * @throws InvalidRequestException when `maxTokens` is so large that the answer may take longer than a silent connection lasts:
     *   [stream] it then
     */
    public suspend fun create(request: MessageRequest): AnthropicMessage {
        refuseIfTooLong(request)
        return calls.send(callOf(request, request.body)) { json, response -> AnthropicMessage(json.having(response, "content"), response) }
    }

    /** Asks and waits for the whole answer: `create { model = "claude-haiku-4-5"; maxTokens = 1024; user("Hello!") }`. */
    @JvmSynthetic
    public suspend fun create(request: MessageRequest.Builder.() -> Unit): AnthropicMessage =
        create(MessageRequest.Builder().apply(request).build())

    /**
     * The answer as it arrives. Pings are left out.
     *
     * Cold: each collection is a request of its own, and is paid for. Back-pressured: nothing is read ahead beyond one network
     * read. Ending the collection early closes the connection. A call is retried until its first event was emitted, never after.
     */
    public fun stream(request: MessageRequest): Flow<MessageStreamEvent> = events(request, ::MessageEventDecoder)

    /** The answer as it arrives: `stream { model = "claude-haiku-4-5"; maxTokens = 1024; user("Hello!") }`. */
    @JvmSynthetic
    public fun stream(request: MessageRequest.Builder.() -> Unit): Flow<MessageStreamEvent> =
        stream(MessageRequest.Builder().apply(request).build())

    /** How many tokens [request] would send, tools, images and documents included. Generates nothing; `maxTokens` is not needed. */
    public suspend fun countTokens(request: MessageRequest): MessageTokenCount {
        val body = request.countBody()
        calls.version.check(body)
        return calls.send(WireCall.post("$PATH/count_tokens", body, request.options, betaHeaders(request.betas))) { json, response ->
            MessageTokenCount(json.having(response, "input_tokens"), response)
        }
    }

    /** How many tokens a request would send: `countTokens { model = "claude-haiku-4-5"; user("Hello!") }`. */
    @JvmSynthetic
    public suspend fun countTokens(request: MessageRequest.Builder.() -> Unit): MessageTokenCount =
        countTokens(MessageRequest.Builder().apply(request).build())

    internal val url: String get() = calls.wire.endpoint.url(PATH)

    internal fun <T> events(request: MessageRequest, newDecoder: (requestId: String?) -> EventDecoder<T>): Flow<T> = flow {
        emitAll(calls.wire.stream(callOf(request, request.streamBody()), newDecoder))
    }

    private fun callOf(request: MessageRequest, body: JsonObject): WireCall {
        request.checkLimit()
        calls.version.check(body)
        return WireCall.generate(PATH, body, request.options, betaHeaders(request.betas))
    }

    // Connections that stay silent for long are cut on the way. Anthropic's own clients make the same estimate and the same refusal.
    private fun refuseIfTooLong(request: MessageRequest) {
        val maxTokens = request.body.long("max_tokens") ?: return
        val expectedMillis = maxTokens.toBigInteger() * MILLIS_FOR_ALL.toBigInteger() / ALL_TOKENS.toBigInteger()
        val timeouts = request.options.timeouts ?: calls.wire.timeouts
        val limitMillis = maxOf(LONGEST_SILENCE_MILLIS, timeouts.firstContentMillis)
        if (expectedMillis <= limitMillis.toBigInteger()) return
        throw InvalidRequestException(
            "An answer of $maxTokens tokens may take longer than ${limitMillis / 1000} s, and without a stream the connection is silent " +
                "until it is whole. Stream it, set a maxTokens of ${limitMillis * ALL_TOKENS / MILLIS_FOR_ALL} or less, or raise the " +
                "timeout firstContentMillis if nothing on the way cuts silent connections.",
        )
    }

    private companion object {
        const val PATH = "/v1/messages"
        const val ALL_TOKENS = 128_000L
        const val MILLIS_FOR_ALL = 3_600_000L
        const val LONGEST_SILENCE_MILLIS = 600_000L
    }
}
