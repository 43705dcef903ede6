package dev.sluice.testing.offline.openai

import dev.sluice.testing.Answer
import dev.sluice.testing.offline.answer.Utterance
import dev.sluice.testing.offline.reading.Words
import dev.sluice.testing.offline.request.Body
import dev.sluice.testing.offline.request.textOf
import dev.sluice.testing.offline.wire.Call
import dev.sluice.testing.offline.wire.Route
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlin.math.pow

/** Judgements of what may be harmful, by short lists of words: enough to see both outcomes, no protection of anyone. */
internal class Moderations(private val models: ModelCatalog) {
    val routes = listOf(Route("POST", PATH) { call: Call -> Answer.json(answer(call.body).toString()) })

    fun answer(body: Body): JsonObject {
        val input = body.json["input"] ?: throw OpenAiFaults.missing("input")
        val model = (body.text("model") ?: "omni-moderation-latest").also(models::check)
        return buildJsonObject {
            put("id", "modr-${Utterance.fingerprint(body.json.toString())}")
            put("model", model)
            put("results", JsonArray(texts(input).map(::judge)))
        }
    }

    /** Texts are judged one by one, parts together. */
    private fun texts(input: JsonElement): List<String> {
        val isList = input is JsonArray && input.all { it is JsonPrimitive }
        return if (isList) input.map(::textOf) else listOf(textOf(input))
    }

    private fun judge(text: String): JsonObject {
        val stems = Words.stemsOf(text)
        val scores = CATEGORIES.mapValues { (_, words) -> 1 - HALF.pow(stems.count { it in words }) }
        return buildJsonObject {
            put("flagged", scores.values.any { it >= HALF })
            put("categories", JsonObject(scores.mapValues { JsonPrimitive(it.value >= HALF) }))
            put("category_scores", JsonObject(scores.mapValues { JsonPrimitive(it.value) }))
        }
    }

    companion object {
        const val PATH: String = "/v1/moderations"
        private const val HALF = 0.5
        private val CATEGORIES = mapOf(
            "harassment" to "idiot stupid moron loser worthless pathetic shut ugly scum",
            "hate" to "subhuman vermin inferior exterminate",
            "illicit" to "bomb explosive smuggle counterfeit launder meth heroin",
            "self-harm" to "suicide suicidal overdose",
            "sexual" to "porn naked nude explicit",
            "violence" to "kill murder stab shoot beat attack strangle hurt torture",
        ).mapValues { Words.stems(it.value) }
    }
}
