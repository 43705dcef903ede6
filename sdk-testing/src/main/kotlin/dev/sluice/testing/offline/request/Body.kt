package dev.sluice.testing.offline.request

import dev.sluice.testing.offline.looking.ShownFile
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.contentOrNull

/** A request's JSON, read without trust: what is of the wrong type counts as missing. */
internal class Body(val json: JsonObject) {
    fun text(key: String): String? = (json[key] as? JsonPrimitive)?.takeIf { it.isString }?.content

    fun flag(key: String): Boolean = (json[key] as? JsonPrimitive)?.booleanOrNull == true

    fun int(key: String): Int? = (json[key] as? JsonPrimitive)?.takeUnless { it.isString }?.contentOrNull?.toIntOrNull()

    fun at(key: String): Body = Body(json[key] as? JsonObject ?: JsonObject(emptyMap()))

    fun list(key: String): List<JsonElement> = (json[key] as? JsonArray).orEmpty()

    fun objects(key: String): List<Body> = list(key).filterIsInstance<JsonObject>().map(::Body)

    operator fun contains(key: String): Boolean = json[key].let { it != null && it !is JsonNull }

    companion object {
        /** Throws [RequestFault] if [text] is no JSON object. */
        fun parse(text: String): Body {
            val json = try {
                Json.parseToJsonElement(text)
            } catch (_: SerializationException) {
                null
            }
            if (json !is JsonObject) throw RequestFault(400, "The body of the request is no JSON object. Check its quotes and commas.")
            return Body(json)
        }
    }
}

/** The text of a message's content: a string, or a list of parts; what a part shows stands there in words. */
internal fun textOf(content: JsonElement?): String = when (content) {
    is JsonPrimitive -> content.contentOrNull.orEmpty()

    is JsonArray -> content.filterIsInstance<JsonObject>().joinToString("\n") { part ->
        (part["text"] as? JsonPrimitive)?.contentOrNull ?: part["content"]?.let(::textOf) ?: ShownFile.inWords(part).orEmpty()
    }

    else -> ""
}
