package dev.sluice.wire

import dev.sluice.errors.ApiException
import dev.sluice.paging.Page
import dev.sluice.transport.ResponseInfo
import kotlinx.serialization.json.JsonObject

/** The calls that a provider's endpoints are made of; [failureIn] finds the error under a status that promised success. */
internal open class ApiCalls(val wire: WireCalls, private val failureIn: (json: JsonObject, requestId: String?) -> ApiException?) {
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
        failureIn(json, response.requestId)?.let { throw it }
        make(json, response)
    }

    /** A page of a list whose pages follow each other by the ids of their items, [isBackwards] from the last page to the first. */
    protected suspend fun <T> page(call: WireCall, isBackwards: Boolean, make: (JsonObject) -> T): Page<T> = send(call) { json, response ->
        val data = json.having(response, "data").objects("data")
        val hasMore = json.boolean("has_more")
        // A server that does not say whether it has more may have; an empty page is the end whatever it says.
        val next = if (hasMore == false) null else data.cursor(json, isBackwards)
        Page(data.map(make), next, response, isPromised = hasMore == true)
    }

    private fun List<JsonObject>.cursor(page: JsonObject, isBackwards: Boolean): String? = when {
        isEmpty() -> null
        isBackwards -> page.string("first_id") ?: first().string("id")
        else -> page.string("last_id") ?: last().string("id")
    }
}
