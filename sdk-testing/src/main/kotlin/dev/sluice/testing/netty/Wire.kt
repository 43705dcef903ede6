package dev.sluice.testing.netty

import dev.sluice.testing.Answer
import dev.sluice.testing.HeaderList
import io.netty.channel.ChannelFuture
import io.netty.util.concurrent.EventExecutor

/** Where an answer is written to: an HTTP/1.1 connection or an HTTP/2 stream. Used on its event loop only. */
internal interface Wire {
    val loop: EventExecutor

    /** False while the client reads too slowly: nothing more should be written then. */
    val isWritable: Boolean

    /** Whether bytes can be written without a head and framing. */
    val takesRaw: Boolean

    /** Whether a body may follow the head of an answer with this status. */
    fun takesBody(status: Int): Boolean

    /** Writes the head of [answer]. [length] is its body's length where that is known, [flush] whether the head travels alone. */
    fun head(answer: Answer, headers: HeaderList, length: Long?, flush: Boolean): ChannelFuture

    /**
     * Writes [length] bytes from [start] on. They are part of one piece, all of [bytes]: framing shows pieces, not parts. The future is
     * done when the network has taken them.
     */
    fun part(bytes: ByteArray, start: Int, length: Int): ChannelFuture

    /** Writes bytes as they are. Only if [takesRaw]. */
    fun raw(bytes: ByteArray, start: Int, length: Int): ChannelFuture

    /** Writes the regular end of the body. The future is done when the network has taken it. */
    fun end(): ChannelFuture

    /** Ends the connection with a plain FIN. */
    fun cut()

    /** Resets the stream with [code], or the connection. */
    fun reset(code: Long)
}
