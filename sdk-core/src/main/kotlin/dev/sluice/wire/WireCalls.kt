package dev.sluice.wire

import dev.sluice.errors.ApiResponseException
import dev.sluice.limits.Exchanges
import dev.sluice.limits.deliver
import dev.sluice.sse.EventReader
import dev.sluice.sse.ServerSentEvent
import dev.sluice.transport.BodySource
import dev.sluice.transport.HttpResponse
import dev.sluice.transport.RealHttpResponse
import dev.sluice.transport.RequestBody
import dev.sluice.transport.ResponseInfo
import dev.sluice.transport.Timeouts
import dev.sluice.transport.onDefault
import dev.sluice.transport.readBytes
import dev.sluice.transport.readFailure
import dev.sluice.transport.readWithin
import dev.sluice.transport.requestId
import dev.sluice.transport.withoutByteOrderMark
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.serialization.json.JsonObject

/** Makes a provider's calls: JSON or a file goes out; a JSON object, a stream of events or bytes come back. */
internal class WireCalls(
    private val exchanges: Exchanges,
    val endpoint: Endpoint,
    val timeouts: Timeouts,
    /** Fields of the body of every call that [generates][WireCall.generates], under the call's own. */
    private val extraBody: JsonObject = JsonObject(emptyMap()),
) {
    /** Sends [call] and hands the object that comes back to [read]. */
    suspend fun <R> once(call: WireCall, read: (JsonObject, ResponseInfo) -> R): R = whole(call, JSON) { json, response, text ->
        read(json ?: throw notUnderstood(response, "is not a JSON object", text), ResponseInfo.of(response, text))
    }

    /** Sends [call], whose answer may be anything or nothing; [read] gets null where it is no JSON object. */
    suspend fun <R> onceOfAnything(
        call: WireCall,
        read: (JsonObject?, ResponseInfo) -> R,
    ): R = whole(call, ANYTHING) { json, response, text ->
        read(json, ResponseInfo.of(response, text))
    }

    /**
     * Sends [call] once for each collection and emits what a decoder of [newDecoder] makes of the events. Reading and decoding stay
     * away from the collector's thread; what one network read brought is emitted before the next is asked for. What comes with the terminal
     * event is emitted when the limiter's permit has been given back, so that its collector may go on to another call; the first content
     * is not, which does not wait for what came with it.
     */
    fun <T> stream(call: WireCall, newDecoder: (requestId: String?) -> EventDecoder<T>): Flow<T> = flow {
        val body = encode(call)
        val secrets = SentSecrets()
        exchanges.call(call.terms, { secrets.of(endpoint.request(call, body, EVENTS)) }) { exchange ->
            val decoder = newDecoder(exchange.response.requestId)
            val reader = onDefault { secrets.hiding { open(exchange.response, call, decoder) } }
            val steps = EventSteps(reader, decoder, requestId = exchange.response.requestId)
            // Looked at in the end, however that comes: a stream that fails has cost what it has told.
            if (call.generates) exchange.countTokens(decoder::usedTokens)
            do {
                val step = onDefault { secrets.hiding { steps.next() } }
                if (step.isLast) exchange.over()
                if (step.values.isNotEmpty()) exchange.deliver { for (value in step.values) emit(value) }
                step.failure?.let { throw secrets.hideIn(it) }
            } while (!step.isLast)
            onDefault { reader.drain() }
        }
    }

    /** Sends [call] once for each collection and emits the body as it arrives; nothing is read ahead beyond one network read. */
    fun bytes(call: WireCall): Flow<ByteArray> = flow {
        val secrets = SentSecrets()
        exchanges.call(call.terms, { secrets.of(endpoint.request(call, null, ANYTHING)) }) { exchange ->
            val response = exchange.response
            onDefault { secrets.hiding { refuseFailure(response, call) } }
            while (true) {
                val bytes = onDefault { readPiece(response, call) } ?: break
                exchange.deliver { emit(bytes) }
            }
        }
    }

    private suspend fun <R> whole(call: WireCall, accept: String, read: (JsonObject?, HttpResponse, text: String) -> R): R {
        val body = encode(call)
        val secrets = SentSecrets()
        return exchanges.call(call.terms, { secrets.of(endpoint.request(call, body, accept)) }) { exchange ->
            onDefault {
                secrets.hiding {
                    refuseFailure(exchange.response, call)
                    val text = readText(exchange.response, call)
                    val json = parseJsonObject(text)
                    if (call.generates) {
                        val used = json?.let(::tokensIn)
                        exchange.countTokens { used }
                    }
                    read(json, exchange.response, text)
                }
            }
        }
    }

    private suspend fun encode(call: WireCall): RequestBody? = when (val body = call.body) {
        null -> null
        is WireBody.Upload -> body.body
        is WireBody.Json -> onDefault { encode(fieldsOf(call, body).toText(), call.options.attachments) }
    }

    private fun encode(json: String, attachments: Map<String, ByteArray>): RequestBody =
        if (attachments.isEmpty()) RequestBody.of(json.encodeToByteArray(), JSON) else AttachedBody.of(json, attachments, JSON)

    private fun fieldsOf(call: WireCall, body: WireBody.Json): JsonObject =
        if (call.generates && extraBody.isNotEmpty()) JsonObject(body.json + extraBody + call.options.extraBody) else body.json

    private suspend fun open(response: HttpResponse, call: WireCall, decoder: EventDecoder<*>): EventReader {
        refuseFailure(response, call)
        val type = response.headers["Content-Type"]?.substringBefore(';')?.trim()?.lowercase()
        if (type == "text/html") refuseDocument(response, call, type, decoder)
        if (type == null || !type.endsWith("json")) return reader(response, response.body, call)
        // Some servers stream, and label it as what it would have been without.
        val body = PeekedBody(response.body)
        val isStream = body.beginsWithEvent {
            readWithin(exchanges.clock, "firstContent", timeoutsOf(call).firstContentMillis, response.requestId)
        }
        if (isStream) return reader(response, body, call)
        refuseDocument(RealHttpResponse(response.status, response.headers, response.protocol, body), call, type, decoder)
    }

    private fun reader(response: HttpResponse, body: BodySource, call: WireCall) =
        EventReader(body, exchanges.clock, timeoutsOf(call), requestId = response.requestId)

    /** Throws for a whole document where a stream was asked for; if it is an error, as that error. */
    private suspend fun <T> refuseDocument(response: HttpResponse, call: WireCall, type: String, decoder: EventDecoder<T>): Nothing {
        val text = readText(response, call)
        if (parseJsonObject(text) != null) decoder.decode(ServerSentEvent("message", text), ArrayList())
        throw notUnderstood(response, "is $type, not a stream of events", text)
    }

    private suspend fun refuseFailure(response: HttpResponse, call: WireCall) {
        if (response.status !in 200..299) throw response.readFailure(exchanges.clock, timeoutsOf(call).idleMillis).toException()
    }

    // A server may send the head at once and think before the body, so the wait is for the first content.
    private suspend fun readText(response: HttpResponse, call: WireCall): String =
        response.readBytes(
            exchanges.clock,
            "firstContent",
            timeoutsOf(call).firstContentMillis,
            MAX_ANSWER_BYTES,
        ).decodeToString().withoutByteOrderMark()

    private suspend fun readPiece(response: HttpResponse, call: WireCall): ByteArray? {
        val bytes = response.body.readWithin(exchanges.clock, "idle", timeoutsOf(call).idleMillis, response.requestId) ?: return null
        return ByteArray(bytes.remaining()).also { bytes.get(it) }
    }

    private fun timeoutsOf(call: WireCall): Timeouts = call.options.timeouts ?: timeouts

    private fun notUnderstood(response: HttpResponse, problem: String, text: String) = ApiResponseException(
        "The answer (status ${response.status}) $problem. It begins: ${text.trim().ifEmpty { "(nothing)" }.cutTo(200)} " +
            "Check the base URL, and any proxy on the way${response.requestId.asNote()}",
        response.status,
        text.cutTo(MAX_SHOWN),
        requestId = response.requestId,
    )

    private companion object {
        const val MAX_ANSWER_BYTES = 64 shl 20
        const val JSON = "application/json"
        const val EVENTS = "text/event-stream"
        const val ANYTHING = "*/*"
    }
}
