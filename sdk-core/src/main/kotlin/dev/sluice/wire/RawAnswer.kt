package dev.sluice.wire

import dev.sluice.errors.ApiResponseException
import dev.sluice.transport.ResponseInfo
import kotlinx.serialization.DeserializationStrategy
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.serializer

/** The answer of a call that this version has no name for. [raw] is empty where the body is no JSON object; `response.body` has it as it is. */
public class RawAnswer internal constructor(raw: JsonObject, response: ResponseInfo) : ApiAnswer(raw, response) {
    /** The answer as a `@Serializable` type; fields that the type does not name are left out. */
    @JvmSynthetic
    public inline fun <reified T> decode(): T = decode(serializer<T>())

    /**
     * The answer as [type] reads it.
     *
     * @throws ApiResponseException when it is something else
     */
    public fun <T> decode(type: DeserializationStrategy<T>): T = try {
        LENIENT.decodeFromString(type, response?.body.orEmpty())
    } catch (e: SerializationException) {
        throw mismatch(type, e)
    } catch (e: IllegalArgumentException) {
        throw mismatch(type, e)
    }

    private fun mismatch(type: DeserializationStrategy<*>, cause: Exception) = ApiResponseException(
        "The answer is no ${type.descriptor.serialName}: ${cause.message?.lineSequence()?.first()}${requestId.asNote()}",
        response?.status ?: 0,
        response?.body.orEmpty().cutTo(MAX_SHOWN),
        cause,
        requestId,
    )

    private companion object {
        val LENIENT = Json { ignoreUnknownKeys = true }
    }
}
