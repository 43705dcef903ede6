package dev.sluice.wire

import dev.sluice.transport.HttpHeaders
import kotlinx.serialization.json.JsonObject

/** One call of a provider, in all but what every call shares. */
internal class WireCall(
    /** Below the base URL, from a slash on. */
    val path: String,
    val body: JsonObject,
    val headers: HttpHeaders = HttpHeaders.EMPTY,
    val query: Map<String, String> = emptyMap(),
)
