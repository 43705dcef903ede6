package dev.sluice.ktor

import dev.sluice.transport.Timeouts
import dev.sluice.transport.Transport
import dev.sluice.transport.TransportProvider

/** What clients use where the JDK's `java.net.http` is missing; they find it by its file in `META-INF/services`. */
internal class KtorTransportProvider : TransportProvider {
    override fun create(timeouts: Timeouts): Transport = KtorTransport.cio(timeouts.connectMillis)
}
