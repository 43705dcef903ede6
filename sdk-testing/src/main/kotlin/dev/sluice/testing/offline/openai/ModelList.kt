package dev.sluice.testing.offline.openai

import dev.sluice.testing.Answer
import dev.sluice.testing.offline.wire.Call
import dev.sluice.testing.offline.wire.Route
import dev.sluice.testing.offline.wire.Store
import kotlinx.serialization.json.add
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonArray

/** The models there are. The list comes whole, without a word on pages, as OpenAI's does. */
internal class ModelList(private val models: ModelCatalog) {
    val routes = listOf(Route("GET", PATH, ::list), Route("GET", "$PATH/{id}", ::retrieve), Route("DELETE", "$PATH/{id}", ::delete))

    @Suppress("UNUSED_PARAMETER")
    private fun list(call: Call): Answer = Answer.json(
        buildJsonObject {
            put("object", "list")
            putJsonArray("data") { models.listed.forEach { add(describe(it)) } }
        }.toString(),
    )

    private fun retrieve(call: Call): Answer {
        val name = call.path("id").also(models::check)
        return Answer.json(describe(name).toString())
    }

    private fun delete(call: Call): Answer {
        val name = call.path("id")
        if (!models.remove(name)) throw OpenAiFaults.noModel(name)
        return Deleted.answer(name, "model")
    }

    private fun describe(name: String) = buildJsonObject {
        put("id", name)
        put("object", "model")
        put("created", Store.EPOCH)
        put("owned_by", if (name.startsWith(ModelCatalog.TRAINED)) "offline" else "system")
    }

    private companion object {
        const val PATH = "/v1/models"
    }
}
