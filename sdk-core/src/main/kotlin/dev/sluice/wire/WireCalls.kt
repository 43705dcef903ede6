package dev.sluice.wire

import dev.sluice.errors.ApiResponseException
import dev.sluice.sse.EventReader
import dev.sluice.sse.ServerSentEvent
import dev.sluice.transport.BodySource
import dev.sluice.transport.Exchanges
import dev.sluice.transport.HttpResponse
import dev.sluice.transport.RealHttpResponse
import dev.sluice.transport.Timeouts
import dev.sluice.transport.readBytes
import dev.sluice.transport.readFailure
import dev.sluice.transport.readWithin
import dev.sluice.transport.requestId
import dev.sluice.transport.withoutByteOrderMark
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.withContext
import kotlinx.serialization.json.JsonObject

/** Makes a provider's calls: JSON goes out; a JSON object or a stream of events comes back. */
internal class WireCalls(private val exchanges: Exchanges, val endpoint: Endpoint, val timeouts: Timeouts) {
    /** Sends [call] and hands the object that comes back to [read], with the request id. */
    suspend fun <R> once(call: WireCall, read: (JsonObject, String?) -> R): R {
        val body = encode(call.body)
        val secrets = SentSecrets()
        return exchanges.call({ secrets.of(endpoint.request(call, body, "application/json")) }) { exchange ->
            withContext(Dispatchers.Default) {
                secrets.hiding {
                    val response = exchange.response
                    refuseFailure(response)
                    read(readObject(response), response.requestId)
                }
            }
        }
    }

    /**
     * Sends [call] once for each collection and emits what a decoder of [newDecoder] makes of the events. Reading and decoding stay
     * away from the collector's thread; what one network read brought is emitted before the next is asked for.
     */
    fun <T> stream(call: WireCall, newDecoder: (requestId: String?) -> EventDecoder<T>): Flow<T> = flow {
        val body = encode(call.body)
        val secrets = SentSecrets()
        exchanges.call({ secrets.of(endpoint.request(call, body, "text/event-stream")) }) { exchange ->
            val decoder = newDecoder(exchange.response.requestId)
            val reader = withContext(Dispatchers.Default) { secrets.hiding { open(exchange.response, decoder) } }
            val steps = EventSteps(reader, decoder, requestId = exchange.response.requestId)
            do {
                val step = withContext(Dispatchers.Default) { secrets.hiding { steps.next() } }
                if (step.values.isNotEmpty()) exchange.deliver { for (value in step.values) emit(value) }
                step.failure?.let { throw secrets.hideIn(it) }
            } while (!step.isLast)
            withContext(Dispatchers.Default) { reader.drain() }
        }
    }

    private suspend fun encode(body: JsonObject): ByteArray = withContext(Dispatchers.Default) { body.toString().encodeToByteArray() }

    private suspend fun open(response: HttpResponse, decoder: EventDecoder<*>): EventReader {
        refuseFailure(response)
        val type = response.headers["Content-Type"]?.substringBefore(';')?.trim()?.lowercase()
        if (type == "text/html") refuseDocument(response, type, decoder)
        if (type == null || !type.endsWith("json")) return reader(response, response.body)
        // Some servers stream, and label it as what it would have been without.
        val body = PeekedBody(response.body)
        val isStream = body.beginsWithEvent {
            readWithin(exchanges.clock, "firstContent", timeouts.firstContentMillis, response.requestId)
        }
        if (isStream) return reader(response, body)
        refuseDocument(RealHttpResponse(response.status, response.headers, response.protocol, body), type, decoder)
    }

    private fun reader(response: HttpResponse, body: BodySource) =
        EventReader(body, exchanges.clock, timeouts, requestId = response.requestId)

    /** Throws for a whole document where a stream was asked for; if it is an error, as that error. */
    private suspend fun <T> refuseDocument(response: HttpResponse, type: String, decoder: EventDecoder<T>): Nothing {
        val text = readText(response)
        if (parseJsonObject(text) != null) decoder.decode(ServerSentEvent("message", text), ArrayList())
        throw notUnderstood(response, "is $type, not a stream of events", text)
    }

    private suspend fun refuseFailure(response: HttpResponse) {
        if (response.status !in 200..299) throw response.readFailure(exchanges.clock, timeouts.idleMillis).toException()
    }

    private suspend fun readObject(response: HttpResponse): JsonObject {
        val text = readText(response)
        return parseJsonObject(text) ?: throw notUnderstood(response, "is not a JSON object", text)
    }

    // A server may send the head at once and think before the body, so the wait is for the first content.
    private suspend fun readText(response: HttpResponse): String =
        response.readBytes(exchanges.clock, "firstContent", timeouts.firstContentMillis, MAX_ANSWER_BYTES)
            .decodeToString().withoutByteOrderMark()

    private fun notUnderstood(response: HttpResponse, problem: String, text: String) = ApiResponseException(
        "The answer (status ${response.status}) $problem. It begins: ${text.trim().ifEmpty { "(nothing)" }.cutTo(200)} " +
            "Check the base URL, and any proxy on the way${response.requestId.asNote()}",
        response.status,
        text.cutTo(MAX_SHOWN),
        requestId = response.requestId,
    )

    private companion object {
        const val MAX_ANSWER_BYTES = 64 shl 20
    }
}
