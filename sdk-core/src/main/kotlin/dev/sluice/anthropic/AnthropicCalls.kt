package dev.sluice.anthropic

import dev.sluice.paging.Page
import dev.sluice.paging.pages
import dev.sluice.wire.ApiCalls
import dev.sluice.wire.WireCall
import dev.sluice.wire.WireCalls
import kotlinx.coroutines.flow.Flow
import kotlinx.serialization.json.JsonObject

/** The calls that Anthropic's endpoints are made of, to a server that is asked in the words of [version]. */
internal class AnthropicCalls(wire: WireCalls, val version: ApiVersion) : ApiCalls(wire, ::failureIn) {
    suspend fun <T> page(path: String, request: ListRequest, make: (JsonObject) -> T): Page<T> =
        page(WireCall.get(path, request.options, request.query), request.isBackwards, make)

    fun <T> list(path: String, request: ListRequest, make: (JsonObject) -> T): Flow<T> =
        pages { cursor -> page(path, request.from(cursor), make) }
}

/** The header that switches beta features on; empty for none. */
internal fun betaHeaders(betas: Collection<String>): Map<String, String> =
    if (betas.isEmpty()) emptyMap() else mapOf("anthropic-beta" to betas.joinToString(","))
