package dev.sluice.wire

import dev.sluice.errors.ApiException
import dev.sluice.limits.CallTerms
import dev.sluice.limits.Exchange
import dev.sluice.limits.Exchanges
import dev.sluice.transport.BodySource
import dev.sluice.transport.Clock
import dev.sluice.transport.HttpHeaders
import dev.sluice.transport.HttpRequest
import dev.sluice.transport.HttpResponse
import dev.sluice.transport.Timeouts
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject
import java.nio.ByteBuffer

/** Answers calls from a script, one answer for each try, and writes down what it was asked. */
internal class ScriptedExchanges(private vararg val answers: ScriptedAnswer) : Exchanges {
    val requests = ArrayList<HttpRequest>()
    val exchanges = ArrayList<ScriptedExchange>()

    override val clock: Clock get() = Clock.System

    /** The body of the last request. */
    suspend fun lastBody(): JsonObject = Json.parseToJsonElement(requests.last().body!!.open().read()!!.text()).jsonObject

    override suspend fun <R> call(terms: CallTerms, prepare: suspend (Int) -> HttpRequest, block: suspend (Exchange) -> R): R {
        val next = exchanges.size
        requests += prepare(next + 1)
        val exchange = ScriptedExchange(answers[next])
        exchanges += exchange
        try {
            return block(exchange)
        } catch (e: ApiException) {
            if (!e.isRetryable || exchange.delivered || exchanges.size == answers.size) throw e
        }
        return call(terms, prepare, block)
    }
}

internal class ScriptedExchange(answer: ScriptedAnswer) : Exchange {
    override val response = ScriptedResponse(answer)

    /** Whether something reached the user. */
    var delivered = false
        private set

    override fun over() = Unit

    override fun beginDelivery() {
        delivered = true
    }

    override fun endDelivery() = Unit

    private var used: () -> Long? = { null }

    val usedTokens: Long? get() = used()

    override fun countTokens(used: () -> Long?) {
        this.used = used
    }
}

internal class ScriptedResponse(answer: ScriptedAnswer) :
    HttpResponse,
    BodySource {
    private val rest = ArrayDeque(answer.reads)
    private val failure = answer.failure

    /** How many reads were asked for, the one that found the end included. */
    var readCount = 0
        private set

    override val status = answer.status
    override val headers = answer.headers
    override val protocol = "HTTP/1.1"
    override val body: BodySource get() = this

    override suspend fun read(): ByteBuffer? {
        readCount++
        val bytes = rest.removeFirstOrNull() ?: if (failure == null) return null else throw failure
        return ByteBuffer.wrap(bytes.encodeToByteArray()).asReadOnlyBuffer()
    }
}

/** An answer; each of [reads] is what one network read brings. After them the body ends, or breaks with [failure]. */
internal class ScriptedAnswer(
    val reads: List<String>,
    val status: Int = 200,
    val headers: HttpHeaders = HttpHeaders.of("x-request-id" to "req_1"),
    val failure: Throwable? = null,
)

internal fun events(vararg reads: String): ScriptedAnswer = ScriptedAnswer(reads.toList())

/** One event without a name. */
internal fun data(json: String): String = "data: $json\n\n"

/** One event with a name. */
internal fun event(name: String, json: String): String = "event: $name\ndata: $json\n\n"

internal fun callsOver(exchanges: Exchanges, timeouts: Timeouts = Timeouts.DEFAULT): WireCalls {
    val baseUrl = BaseUrl.parse("https://api.test/v1", "the test")
    return WireCalls(exchanges, Endpoint(baseUrl, emptyMap(), HttpHeaders.EMPTY) { HttpHeaders.EMPTY }, timeouts)
}

internal fun json(text: String): JsonObject = Json.parseToJsonElement(text).jsonObject

private fun ByteBuffer.text(): String = ByteArray(remaining()).also { get(it) }.decodeToString()
