package dev.sluice

import dev.sluice.limits.CallListener
import dev.sluice.limits.RateLimiter
import dev.sluice.limits.RetryBudget
import dev.sluice.limits.RetryPolicy
import dev.sluice.limits.Retrying
import dev.sluice.transport.ClientTransport
import dev.sluice.transport.Clock
import dev.sluice.transport.InterceptedTransport
import dev.sluice.transport.Interceptor
import dev.sluice.transport.Timeouts
import dev.sluice.transport.Transport
import dev.sluice.transport.Transports
import dev.sluice.wire.ApiKey
import dev.sluice.wire.BaseUrl
import dev.sluice.wire.Endpoint
import dev.sluice.wire.Environment
import dev.sluice.wire.WireCalls
import kotlinx.serialization.json.JsonObject

/**
 * Sets what the clients of all providers have; the base of their builders. [B] is the builder itself, so that calls chain in Java.
 *
 * What is not set has its default; the environment is read only on [fromEnvironment]. Not safe for use from several threads at once.
 */
public abstract class ClientBuilder<B : ClientBuilder<B>> internal constructor() {
    internal var environment: Environment = Environment { null }
        private set

    internal var clock: Clock = Clock.System

    /** Set in a copy: a client and its copies have the same connections, and one budget for retries. */
    private var shared: Connection? = null

    /** The key. */
    @set:JvmSynthetic
    public var apiKey: String? = null

    /** Gives the key for each try of a call; takes the place of [apiKey]. */
    @set:JvmSynthetic
    public var apiKeyProvider: ApiKeyProvider? = null

    /** The address that the endpoints stand under; the provider's own unless set. */
    @set:JvmSynthetic
    public var baseUrl: String? = null

    /** Headers of every request, over those of the library. */
    @set:JvmSynthetic
    public var headers: Map<String, String> = emptyMap()

    /** Parameters added to every URL. */
    @set:JvmSynthetic
    public var query: Map<String, String> = emptyMap()

    /** Fields of the body of every request that a model works on, over those of the options and under the request's own extra fields. */
    @set:JvmSynthetic
    public var extraBody: JsonObject = JsonObject(emptyMap())

    /** The time limits of a call; for `connect`, those of the client that opened the connections. */
    @set:JvmSynthetic
    public var timeouts: Timeouts = Timeouts.DEFAULT

    /** When a call that failed is made again. The budget is that of the client which opened the connections. */
    @set:JvmSynthetic
    public var retries: RetryPolicy = RetryPolicy.DEFAULT

    /** What stands between the client and its transport, for each try of a call; the first outermost. */
    @set:JvmSynthetic
    public var interceptors: List<Interceptor> = emptyList()

    /** Hears what is sent and received, and cannot change it. */
    @set:JvmSynthetic
    public var listener: CallListener? = null

    /** Keeps the client within what a provider allows; share one among the clients of one key. Null for no limit. */
    @set:JvmSynthetic
    public var rateLimiter: RateLimiter? = null

    /** How requests travel; stays open when the client is closed. Null for a transport of the client's own. */
    @set:JvmSynthetic
    public var transport: Transport? = null

    /** Sets [apiKey]. */
    public fun apiKey(value: String?): B = self { apiKey = value }

    /** Sets [apiKeyProvider]. */
    public fun apiKeyProvider(value: ApiKeyProvider?): B = self { apiKeyProvider = value }

    /** Sets [baseUrl]. */
    public fun baseUrl(value: String?): B = self { baseUrl = value }

    /** Sets [headers]. */
    public fun headers(value: Map<String, String>): B = self { headers = value }

    /** Sets [query]. */
    public fun query(value: Map<String, String>): B = self { query = value }

    /** Sets [extraBody]. */
    public fun extraBody(value: JsonObject): B = self { extraBody = value }

    /** Sets [timeouts]. */
    public fun timeouts(value: Timeouts): B = self { timeouts = value }

    /** Sets [retries]. */
    public fun retries(value: RetryPolicy): B = self { retries = value }

    /** Sets [interceptors]. */
    public fun interceptors(value: List<Interceptor>): B = self { interceptors = value }

    /** Sets [listener]. */
    public fun listener(value: CallListener?): B = self { listener = value }

    /** Sets [rateLimiter]. */
    public fun rateLimiter(value: RateLimiter?): B = self { rateLimiter = value }

    /** Sets [transport]. */
    public fun transport(value: Transport?): B = self { transport = value }

    /** Takes what is not set here from the environment; the provider's builder says from which variables. */
    public open fun fromEnvironment(): B = fromEnvironment(System::getenv)

    internal fun fromEnvironment(read: (String) -> String?): B = self { environment = Environment(read) }

    internal fun givenBaseUrl(): BaseUrl? = baseUrl?.let { BaseUrl.parse(it, "baseUrl") }

    internal fun givenKey(): ApiKey? =
        apiKeyProvider?.let { ApiKey("apiKeyProvider", it::apiKey) } ?: apiKey?.let { ApiKey.of(it, "apiKey") }

    /** What carries the calls of a client at [endpoint]. */
    internal fun connect(endpoint: Endpoint): Connection {
        val pool = transport?.let { ClientTransport(it, isLent = true) } ?: shared?.pool
        val used = pool ?: ClientTransport(Transports.default(timeouts), isLent = false)
        val budget = shared?.budget ?: RetryBudget(retries.budget)
        val seen = if (interceptors.isEmpty()) used else InterceptedTransport(used, interceptors.toList())
        val retrying =
            Retrying(seen, retries, timeouts, clock, lifetime = used.lifetime, limiter = rateLimiter, listener = listener, budget = budget)
        return Connection(used, budget, WireCalls(retrying, endpoint, timeouts, extraBody), isShared = used === shared?.pool)
    }

    /** Takes over what [other] was told; the client that comes of it shares [connection], if there is one. */
    internal fun continueFrom(other: ClientBuilder<B>, connection: Connection?) {
        environment = other.environment
        clock = other.clock
        apiKey = other.apiKey
        apiKeyProvider = other.apiKeyProvider
        baseUrl = other.baseUrl
        headers = other.headers.toMap()
        query = other.query.toMap()
        extraBody = other.extraBody
        timeouts = other.timeouts
        retries = other.retries
        interceptors = other.interceptors.toList()
        listener = other.listener
        rateLimiter = other.rateLimiter
        shared = connection
    }

    @Suppress("UNCHECKED_CAST")
    private inline fun self(set: () -> Unit): B {
        set()
        return this as B
    }
}
