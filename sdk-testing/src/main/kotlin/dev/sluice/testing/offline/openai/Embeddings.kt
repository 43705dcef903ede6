package dev.sluice.testing.offline.openai

import dev.sluice.testing.Answer
import dev.sluice.testing.offline.answer.Tokens
import dev.sluice.testing.offline.embedding.Embedder
import dev.sluice.testing.offline.request.Body
import dev.sluice.testing.offline.request.RequestFault
import dev.sluice.testing.offline.wire.Call
import dev.sluice.testing.offline.wire.Route
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.util.Base64

/** Vectors of texts. */
internal class Embeddings(private val models: ModelCatalog) {
    val routes = listOf(Route("POST", PATH) { call: Call -> Answer.json(answer(call.body).toString()) })

    fun answer(body: Body): JsonObject {
        val model = body.text("model") ?: throw OpenAiFaults.missing("model")
        val input = body.json["input"] ?: throw OpenAiFaults.missing("input")
        models.check(model)
        val texts = texts(input)
        val embedder = Embedder(dimensions(body, model))
        val isBase64 = isBase64(body)
        return buildJsonObject {
            put("object", "list")
            put("data", JsonArray(texts.mapIndexed { index, text -> embedding(index, embedder.embed(text), isBase64) }))
            put("model", model)
            putJsonObject("usage") {
                put("prompt_tokens", texts.sumOf(Tokens::count))
                put("total_tokens", texts.sumOf(Tokens::count))
            }
        }
    }

    /** A text, several, or either as the numbers of tokens; a token's number is then as good as a word. */
    private fun texts(input: JsonElement): List<String> {
        val isOne = input is JsonPrimitive || (input as? JsonArray)?.all { it is JsonPrimitive && !it.isString } == true
        val texts = if (isOne) listOf(text(input)) else (input as? JsonArray)?.map(::text)
        if (texts.isNullOrEmpty() ||
            texts.any { it.isEmpty() }
        ) {
            throw OpenAiFaults.invalid("input", (input as? JsonPrimitive)?.content ?: "[]")
        }
        if (texts.size > MOST_TEXTS) {
            throw RequestFault(400, "Invalid 'input': array too long. Expected an array with maximum length $MOST_TEXTS.", "input")
        }
        return texts
    }

    private fun text(input: JsonElement): String = when (input) {
        is JsonPrimitive -> input.content
        is JsonArray -> input.joinToString(" ") { (it as? JsonPrimitive)?.content.orEmpty() }
        is JsonObject -> ""
    }

    private fun dimensions(body: Body, model: String): Int {
        val most = if ("large" in model) LARGE else SMALL
        val asked = body.int("dimensions") ?: return most
        if (asked < 1) throw OpenAiFaults.tooSmall("dimensions", asked, least = 1)
        if (asked > most) {
            throw RequestFault(400, "Invalid value for 'dimensions' = $asked. Must be less than or equal to $most.", "dimensions")
        }
        return asked
    }

    private fun isBase64(body: Body): Boolean = when (val format = body.text("encoding_format") ?: "float") {
        "float" -> false
        "base64" -> true
        else -> throw OpenAiFaults.invalid("encoding_format", format)
    }

    private fun embedding(index: Int, vector: FloatArray, isBase64: Boolean) = buildJsonObject {
        put("object", "embedding")
        put("index", index)
        put("embedding", if (isBase64) JsonPrimitive(base64(vector)) else JsonArray(vector.map { JsonPrimitive(it) }))
    }

    private fun base64(vector: FloatArray): String {
        val bytes = ByteBuffer.allocate(vector.size * Float.SIZE_BYTES).order(ByteOrder.LITTLE_ENDIAN)
        vector.forEach(bytes::putFloat)
        return Base64.getEncoder().encodeToString(bytes.array())
    }

    companion object {
        const val PATH: String = "/v1/embeddings"
        private const val SMALL = 1536
        private const val LARGE = 3072
        private const val MOST_TEXTS = 2048
    }
}
