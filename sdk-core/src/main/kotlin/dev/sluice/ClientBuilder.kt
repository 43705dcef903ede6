package dev.sluice

import dev.sluice.limits.RetryPolicy
import dev.sluice.limits.Retrying
import dev.sluice.transport.ClientTransport
import dev.sluice.transport.Clock
import dev.sluice.transport.Timeouts
import dev.sluice.transport.Transport
import dev.sluice.transport.Transports
import dev.sluice.wire.ApiKey
import dev.sluice.wire.BaseUrl
import dev.sluice.wire.Endpoint
import dev.sluice.wire.Environment
import dev.sluice.wire.WireCalls

/**
 * Sets what the clients of all providers have; the base of their builders. [B] is the builder itself, so that calls chain in Java.
 *
 * What is not set has its default; the environment is read only on [fromEnvironment]. Not safe for use from several threads at once.
 */
public abstract class ClientBuilder<B : ClientBuilder<B>> internal constructor() {
    internal var environment: Environment = Environment { null }
        private set

    internal var clock: Clock = Clock.System

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

    /** The time limits of a call. */
    @set:JvmSynthetic
    public var timeouts: Timeouts = Timeouts.DEFAULT

    /** When a call that failed is made again. */
    @set:JvmSynthetic
    public var retries: RetryPolicy = RetryPolicy.DEFAULT

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

    /** Sets [timeouts]. */
    public fun timeouts(value: Timeouts): B = self { timeouts = value }

    /** Sets [retries]. */
    public fun retries(value: RetryPolicy): B = self { retries = value }

    /** Sets [transport]. */
    public fun transport(value: Transport?): B = self { transport = value }

    /** Takes what is not set here from the environment; the provider's builder says from which variables. */
    public open fun fromEnvironment(): B = fromEnvironment(System::getenv)

    internal fun fromEnvironment(read: (String) -> String?): B = self { environment = Environment(read) }

    internal fun givenBaseUrl(): BaseUrl? = baseUrl?.let { BaseUrl.parse(it, "baseUrl") }

    internal fun givenKey(): ApiKey? =
        apiKeyProvider?.let { ApiKey("apiKeyProvider", it::apiKey) } ?: apiKey?.let { ApiKey.of(it, "apiKey") }

    /** The transport to use: the one that was lent, or one of the client's own. */
    internal fun newTransport(): ClientTransport = ClientTransport(transport ?: Transports.default(timeouts), isLent = transport != null)

    internal fun callsOver(transport: ClientTransport, endpoint: Endpoint): WireCalls =
        WireCalls(Retrying(transport, retries, timeouts, clock, lifetime = transport.lifetime), endpoint, timeouts)

    @Suppress("UNCHECKED_CAST")
    private inline fun self(set: () -> Unit): B {
        set()
        return this as B
    }
}
