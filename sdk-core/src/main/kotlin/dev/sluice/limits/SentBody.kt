package dev.sluice.limits

import dev.sluice.transport.BodySource
import dev.sluice.transport.BytesBody
import dev.sluice.transport.Clock
import dev.sluice.transport.HttpRequest
import dev.sluice.transport.RequestBody
import java.nio.ByteBuffer

/** A body that tells when its last piece was taken: while a long upload makes way, nobody can expect an answer. */
internal class SentBody(private val body: RequestBody, private val clock: Clock) : RequestBody {
    @Volatile
    var takenMillis: Long = clock.steadyMillis()
        private set

    override val contentType: String get() = body.contentType

    override val contentLength: Long get() = body.contentLength

    override fun open(): BodySource {
        val source = body.open()
        return object : BodySource by source {
            override suspend fun read(): ByteBuffer? {
                takenMillis = clock.steadyMillis()
                return source.read()
            }
        }
    }

    companion object {
        /** [request] with such a body, if its body is one that takes time. */
        fun watch(request: HttpRequest, clock: Clock): Pair<HttpRequest, SentBody?> {
            val body = request.body?.takeIf { it !is BytesBody } ?: return request to null
            val watched = SentBody(body, clock)
            return request.withBody(watched) to watched
        }
    }
}
