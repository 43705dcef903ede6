package dev.sluice.openai

import dev.sluice.errors.ApiStatusException
import dev.sluice.transport.streamFailure
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject

/** The error that [json] carries under a status that promised success, if it carries one. */
internal fun failureIn(json: JsonObject, requestId: String?): ApiStatusException? =
    if (json["error"] == null || json["error"] is JsonNull) null else streamFailure(json, requestId).toException()

/** The same for objects that may have a field `error` of their own, such as a job that failed; one without a name is the failure itself. */
internal fun failureInObject(json: JsonObject, requestId: String?): ApiStatusException? =
    if ("object" in json || "id" in json) null else failureIn(json, requestId)
