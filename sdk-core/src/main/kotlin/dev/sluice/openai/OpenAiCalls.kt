package dev.sluice.openai

import dev.sluice.paging.Page
import dev.sluice.paging.pages
import dev.sluice.wire.ApiCalls
import dev.sluice.wire.WireCall
import dev.sluice.wire.WireCalls
import kotlinx.coroutines.flow.Flow
import kotlinx.serialization.json.JsonObject

/** The calls that OpenAI's endpoints are made of. */
internal class OpenAiCalls(wire: WireCalls) : ApiCalls(wire, ::failureInObject) {
    suspend fun <T> page(path: String, request: ListRequest, make: (JsonObject) -> T): Page<T> =
        page(WireCall.get(path, request.options, request.query), isBackwards = false, make)

    fun <T> list(path: String, request: ListRequest, make: (JsonObject) -> T): Flow<T> =
        pages { cursor -> page(path, request.from(cursor), make) }
}
