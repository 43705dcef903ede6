package dev.sluice.openai

import dev.sluice.errors.ApiStatusException
import dev.sluice.transport.streamFailure
import dev.sluice.wire.isSet
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** The error that [json] carries under a status that promised success, if it carries one. Some servers call the whole object an error. */
internal fun failureIn(json: JsonObject, requestId: String?): ApiStatusException? =
    if (json.isSet("error") || json.isCalledError()) streamFailure(json, requestId).toException() else null

/** The same for objects that may have a field `error` of their own, such as a job that failed; one without a name is the failure itself. */
internal fun failureInObject(json: JsonObject, requestId: String?): ApiStatusException? {
    val hasName = ("object" in json || "id" in json) && !json.isCalledError()
    return if (hasName) null else failureIn(json, requestId)
}

private fun JsonObject.isCalledError() = string("object") == "error"
