package dev.sluice.transport

/**
 * Makes the transports of clients that were given none, where the JDK's HTTP client is missing or not to be used, as on Android.
 *
 * `dev.sluice:sdk-ktor` brings one. Another is found when its jar names it in
 * `META-INF/services/dev.sluice.transport.TransportProvider`: a public class with a constructor without parameters, as
 * [java.util.ServiceLoader] wants it. Of several the first is used. On a JVM that has the JDK's client none is asked.
 *
 * Implementations are safe for use from several threads at once.
 */
public interface TransportProvider {
    /**
     * A new transport for one client, which closes it. A connection has to stand within [Timeouts.connectMillis]; the other limits are
     * the client's to watch.
     */
    public fun create(timeouts: Timeouts): Transport
}
