package dev.sluice.benchmarks.inside

import dev.sluice.openai.ChatCompletionChunk
import dev.sluice.openai.ChunkDecoder
import dev.sluice.sse.ServerSentEvent
import dev.sluice.sse.SseDecoder
import org.openjdk.jmh.annotations.Benchmark
import org.openjdk.jmh.annotations.OperationsPerInvocation
import org.openjdk.jmh.annotations.Param
import org.openjdk.jmh.annotations.Setup
import org.openjdk.jmh.infra.Blackhole
import java.nio.ByteBuffer

private const val EVENTS = 1_000

/** From the bytes of a stream to events and to a provider's chunks, without a network. One operation is one event. */
@OperationsPerInvocation(EVENTS)
public class StreamEvents : Timed() {
    /** How many bytes arrive at a time: a packet with one event, and a full buffer. */
    @Param("228", "16384")
    public var readBytes: Int = 0

    private lateinit var bytes: ByteArray
    private lateinit var events: List<ServerSentEvent>

    /** Writes the stream. */
    @Setup
    public fun write() {
        bytes = (0 until EVENTS).joinToString("") { "data: ${chunk(it)}\n\n" }.toByteArray()
        events = ArrayList<ServerSentEvent>().also { SseDecoder().feed(ByteBuffer.wrap(bytes), it) }
    }

    /** Bytes to events. */
    @Benchmark
    public fun events(hole: Blackhole) {
        val decoder = SseDecoder()
        inReads { read -> hole.consume(ArrayList<ServerSentEvent>().also { decoder.feed(read, it) }) }
    }

    /** Events to chunks, of which the text is read. */
    @Benchmark
    public fun chunks(hole: Blackhole) {
        val decoder = ChunkDecoder(null)
        for (event in events) {
            val chunks = ArrayList<ChatCompletionChunk>(1)
            decoder.decode(event, chunks)
            for (chunk in chunks) hole.consume(chunk.text)
        }
    }

    /** Bytes to chunks, of which the text is read. */
    @Benchmark
    public fun bytesToChunks(hole: Blackhole) {
        val decoder = SseDecoder()
        val chunkDecoder = ChunkDecoder(null)
        inReads { read ->
            val events = ArrayList<ServerSentEvent>()
            decoder.feed(read, events)
            val chunks = ArrayList<ChatCompletionChunk>()
            for (event in events) chunkDecoder.decode(event, chunks)
            for (chunk in chunks) hole.consume(chunk.text)
        }
    }

    private inline fun inReads(take: (ByteBuffer) -> Unit) {
        for (start in bytes.indices step readBytes) take(ByteBuffer.wrap(bytes, start, minOf(readBytes, bytes.size - start)))
    }

    private fun chunk(at: Int) =
        """{"id":"chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG","object":"chat.completion.chunk","created":1741570283,""" +
            """"model":"bench-model","system_fingerprint":"fp_50cad350e4","choices":[{"index":0,""" +
            """"delta":{"content":" word${at % 10}"},"logprobs":null,"finish_reason":null}]}"""
}
