package dev.sluice.wire

import dev.sluice.errors.ApiResponseException
import dev.sluice.transport.ResponseInfo
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject

/**
 * This, if it has one of [fields]: those that make it the answer that was asked for. Servers leave out much, and are understood; without
 * these there is nothing to understand, and a null is no answer either.
 */
internal fun JsonObject.having(response: ResponseInfo, vararg fields: String): JsonObject {
    if (fields.none { isSet(it) }) throw answerWithout(fields.first(), this, response.status, response.requestId)
    return this
}

/** Whether [name] is there and not null. */
internal fun JsonObject.isSet(name: String): Boolean = (this[name] ?: JsonNull) !is JsonNull

/** That this answer has no [field] with anything in it. */
internal fun ApiAnswer.without(field: String): ApiResponseException = answerWithout(field, raw, response?.status ?: 200, requestId)

private fun answerWithout(field: String, raw: JsonObject, status: Int, requestId: String?) = ApiResponseException(
    "The answer has no $field: ${raw.toString().cutTo(200)}${requestId.asNote()}",
    status,
    raw.toString().cutTo(MAX_SHOWN),
    requestId = requestId,
)
