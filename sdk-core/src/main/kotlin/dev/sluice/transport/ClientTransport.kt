package dev.sluice.transport

/**
 * The transport of one client: its own, or one that it was lent. Closing it ends all that waits for the client, between the tries of a
 * call too; a transport that was lent stays open.
 */
internal class ClientTransport(private val transport: Transport, private val isLent: Boolean) : Transport {
    /** How long the client is open. */
    val lifetime = Lifetime()

    // A transport of the client's own is closed with it and ends its waits itself, at less cost for each.
    override suspend fun <R> execute(request: HttpRequest, block: suspend (HttpResponse) -> R): R =
        if (isLent) executeOnLent(request, block) else transport.execute(request, block)

    private suspend fun <R> executeOnLent(request: HttpRequest, block: suspend (HttpResponse) -> R): R = lifetime.wait { head ->
        transport.execute(request) { response ->
            head.done()
            block(RealHttpResponse(response.status, response.headers, response.protocol, BodyWhileOpen(response.body)))
        }
    }

    override fun close() {
        lifetime.end()
        if (!isLent) transport.close()
    }

    override fun toString(): String = transport.toString()

    private inner class BodyWhileOpen(private val body: BodySource) : BodySource {
        override suspend fun read() = lifetime.wait { body.read() }
    }
}
