package dev.sluice.openai

import dev.sluice.errors.ApiStatusException
import dev.sluice.transport.streamFailure
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject

/** The error that [json] carries under a status that promised success, if it carries one. */
internal fun failureIn(json: JsonObject, requestId: String?): ApiStatusException? =
    if (json["error"] == null || json["error"] is JsonNull) null else streamFailure(json, requestId).toException()
