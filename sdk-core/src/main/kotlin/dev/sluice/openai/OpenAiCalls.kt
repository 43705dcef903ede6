package dev.sluice.openai

import dev.sluice.paging.Page
import dev.sluice.paging.pages
import dev.sluice.wire.RequestOptions
import dev.sluice.wire.ResponseInfo
import dev.sluice.wire.WireCall
import dev.sluice.wire.WireCalls
import dev.sluice.wire.boolean
import dev.sluice.wire.objects
import dev.sluice.wire.string
import kotlinx.coroutines.flow.Flow
import kotlinx.serialization.json.JsonObject

/** The calls that OpenAI's endpoints are made of. */
internal class OpenAiCalls(val wire: WireCalls) {
    suspend fun <R> get(path: String, options: RequestOptions, make: (JsonObject, ResponseInfo) -> R): R =
        send(WireCall.get(path, options), make)

    suspend fun <R> post(path: String, json: JsonObject, options: RequestOptions, make: (JsonObject, ResponseInfo) -> R): R =
        send(WireCall.post(path, json, options), make)

    /** For what a model must work on. */
    suspend fun <R> generate(path: String, json: JsonObject, options: RequestOptions, make: (JsonObject, ResponseInfo) -> R): R =
        send(WireCall.generate(path, json, options), make)

    /** For what is said by the path alone. */
    suspend fun <R> post(path: String, options: RequestOptions, make: (JsonObject, ResponseInfo) -> R): R =
        send(WireCall.post(path, options), make)

    suspend fun <R> delete(path: String, options: RequestOptions, make: (JsonObject, ResponseInfo) -> R): R =
        send(WireCall.delete(path, options), make)

    suspend fun <R> send(call: WireCall, make: (JsonObject, ResponseInfo) -> R): R = wire.once(call) { json, response ->
        // An object may well have a field `error` of its own, such as a job that failed; one without a name is the failure itself.
        if ("object" !in json && "id" !in json) failureIn(json, response.requestId)?.let { throw it }
        make(json, response)
    }

    suspend fun <T> page(path: String, request: ListRequest, make: (JsonObject) -> T): Page<T> =
        send(WireCall.get(path, request.options, request.query)) { json, response ->
            val data = json.objects("data")
            Page(data.map(make), nextCursor(json, data), response.requestId)
        }

    fun <T> list(path: String, request: ListRequest, make: (JsonObject) -> T): Flow<T> =
        pages { cursor -> page(path, request.from(cursor), make) }

    /** A server that does not say whether it has more may have; an empty page is the end whatever it says. */
    private fun nextCursor(json: JsonObject, data: List<JsonObject>): String? {
        if (data.isEmpty() || json.boolean("has_more") == false) return null
        return json.string("last_id") ?: data.lastOrNull()?.string("id")
    }
}
