package dev.sluice.transport

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.launch
import java.net.http.HttpRequest.BodyPublisher
import java.nio.ByteBuffer
import java.util.concurrent.Flow
import kotlin.coroutines.EmptyCoroutineContext

/**
 * A request's body that is read piece by piece as the connection takes it. The reading runs in [scope], on the caller's dispatcher and
 * never on a thread of the HTTP client. A body that fails to be read fails the request; [failure] then holds the reason.
 */
internal class UploadPublisher(private val body: RequestBody, private val scope: CoroutineScope) : BodyPublisher {
    @Volatile
    var failure: Throwable? = null
        private set

    override fun contentLength(): Long = body.contentLength

    /** The client subscribes once for each time that it sends the request. */
    override fun subscribe(subscriber: Flow.Subscriber<in ByteBuffer>) {
        val demand = Channel<Long>(Channel.UNLIMITED)
        val context = if (dispatches(scope.coroutineContext)) EmptyCoroutineContext else Dispatchers.Default
        val upload = scope.launch(context) {
            try {
                upload(demand, subscriber)
            } catch (e: CancellationException) {
                throw e
            } catch (e: Throwable) {
                failure = e
                subscriber.onError(e)
            }
        }
        subscriber.onSubscribe(object : Flow.Subscription {
            override fun request(count: Long) {
                demand.trySend(count)
            }

            override fun cancel() = upload.cancel()
        })
    }

    private suspend fun upload(demand: Channel<Long>, subscriber: Flow.Subscriber<in ByteBuffer>) {
        // Nothing before the first demand: it also says that onSubscribe has happened.
        var wanted = demand.receive()
        body.open().use { source ->
            while (true) {
                while (wanted <= 0) wanted += demand.receive()
                val bytes = source.read() ?: break
                // An empty piece would be an empty chunk, which is HTTP's end of a body.
                if (!bytes.hasRemaining()) continue
                // The client keeps a piece beyond onNext, the source may use its buffer again: hence a copy.
                subscriber.onNext(ByteBuffer.wrap(ByteArray(bytes.remaining()).also(bytes::get)))
                if (wanted != Long.MAX_VALUE) wanted--
            }
        }
        subscriber.onComplete()
    }
}
