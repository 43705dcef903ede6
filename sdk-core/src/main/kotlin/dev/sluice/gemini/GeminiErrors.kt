package dev.sluice.gemini

import dev.sluice.errors.ApiStatusException
import dev.sluice.transport.streamFailure
import dev.sluice.wire.isSet
import kotlinx.serialization.json.JsonObject

/** The error that [json] carries under a status that promised success, if it carries one. */
internal fun failureIn(json: JsonObject, requestId: String?): ApiStatusException? =
    if (json.isSet("error")) streamFailure(json, requestId).toException() else null
