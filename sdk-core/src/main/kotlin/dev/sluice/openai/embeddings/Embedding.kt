package dev.sluice.openai.embeddings

import dev.sluice.errors.ApiResponseException
import dev.sluice.wire.ApiObject
import dev.sluice.wire.array
import dev.sluice.wire.cutTo
import dev.sluice.wire.int
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.nio.ByteBuffer
import java.nio.ByteOrder

/** The embedding of one text. */
public class Embedding internal constructor(raw: JsonObject, private val position: Int, private val requestId: String?) : ApiObject(raw) {
    /** Which of the texts it belongs to, from 0; its place in the list if the server does not say. */
    public val index: Int get() = raw.int("index") ?: position

    /**
     * The vector: a copy each time, so keep it where it is used often. Both forms that servers send are read: numbers, and little-endian
     * floats in base64.
     */
    public val vector: FloatArray get() = values.copyOf()

    private val values: FloatArray by lazy(LazyThreadSafetyMode.PUBLICATION) { read() }

    private fun read(): FloatArray {
        raw.array("embedding")?.let { numbers ->
            return FloatArray(numbers.size) { (numbers[it] as? JsonPrimitive)?.content?.toFloatOrNull() ?: throw unreadable() }
        }
        val bytes = try {
            java.util.Base64.getDecoder().decode(raw.string("embedding") ?: throw unreadable())
        } catch (_: IllegalArgumentException) {
            throw unreadable()
        }
        if (bytes.size % Float.SIZE_BYTES != 0) throw unreadable()
        val floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer()
        return FloatArray(floats.remaining()).also { floats.get(it) }
    }

    private fun unreadable() = ApiResponseException(
        "An embedding is neither a list of numbers nor base64. If the server knows no base64, set encodingFormat to \"float\".",
        OK,
        raw.toString().cutTo(SHOWN),
        requestId = requestId,
    )

    private companion object {
        const val OK = 200
        const val SHOWN = 200
    }
}
