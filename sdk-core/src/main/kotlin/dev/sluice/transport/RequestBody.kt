package dev.sluice.transport

import dev.sluice.InternalSluiceApi
import java.nio.ByteBuffer

/** What a request carries. It can be opened again for each try of the call. */
public interface RequestBody {
    public val contentType: String

    /** In bytes, or -1 if it is not known before the end. */
    public val contentLength: Long

    /** A new reading of the whole body, from its first byte. */
    public fun open(): BodySource

    public companion object {
        /** A body that stands in memory. The array is not copied. */
        @JvmStatic
        public fun of(bytes: ByteArray, contentType: String): RequestBody = BytesBody(bytes, contentType)
    }
}

/**
 * A body that stands in memory, for transports that send arrays at less cost.
 *
 * @suppress
 */
@InternalSluiceApi
public class BytesBody internal constructor(public val bytes: ByteArray, override val contentType: String) : RequestBody {
    override val contentLength: Long get() = bytes.size.toLong()

    override fun open(): BodySource = object : BodySource {
        private var rest: ByteBuffer? = ByteBuffer.wrap(bytes).asReadOnlyBuffer()

        override suspend fun read(): ByteBuffer? = rest.also { rest = null }
    }
}
