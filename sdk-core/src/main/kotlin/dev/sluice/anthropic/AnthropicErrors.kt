package dev.sluice.anthropic

import dev.sluice.errors.ApiStatusException
import dev.sluice.transport.streamFailure
import dev.sluice.wire.isSet
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** The error that [json] carries under a status that promised success, if it carries one. */
internal fun failureIn(json: JsonObject, requestId: String?): ApiStatusException? =
    if (json.isSet("error") || json.string("type") == "error") streamFailure(json, requestId).toException() else null
