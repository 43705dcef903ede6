package dev.sluice.testing.offline.anthropic

import dev.sluice.testing.Answer
import dev.sluice.testing.offline.request.ModelFamilies
import dev.sluice.testing.offline.request.RequestFault
import dev.sluice.testing.offline.wire.Call
import dev.sluice.testing.offline.wire.Route
import dev.sluice.testing.offline.wire.Store
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import java.time.Instant

/** The models there are: a few are listed, any of a known family is found. */
internal class ModelList {
    val routes = listOf(
        Route("GET", PATH) { call -> Listing.page(call, SHOWN.map(::describe)) },
        Route("GET", "$PATH/{id}", ::retrieve),
    )

    private fun retrieve(call: Call): Answer {
        val name = call.path("id")
        if (!ModelFamilies.has(name)) throw RequestFault(404, "model: $name")
        return Answer.json(describe(name).toString())
    }

    private fun describe(name: String): JsonObject = buildJsonObject {
        put("type", "model")
        put("id", name)
        put("display_name", name.split('-').joinToString(" ") { part -> part.replaceFirstChar { it.uppercase() } })
        put("created_at", Instant.ofEpochSecond(Store.EPOCH).toString())
    }

    private companion object {
        const val PATH = "/v1/models"
        val SHOWN = listOf("claude-opus-4-5", "claude-sonnet-4-5", "claude-haiku-4-5")
    }
}
