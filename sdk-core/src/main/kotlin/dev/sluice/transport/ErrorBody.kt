package dev.sluice.transport

import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlin.math.ceil

/**
 * The facts in an error's body. Servers write them in many forms, and proxies answer with pages of their own; whatever it is, there is
 * a message in the end and never a second error about the form of the first.
 */
internal class ErrorBody(
    val message: String,
    val type: String? = null,
    val code: String? = null,
    val param: String? = null,
    val requestId: String? = null,
    /** How long the body asks us to wait; Google writes it there and not into a header. */
    val retryAfterMillis: Long? = null,
    val isJson: Boolean = true,
) {
    companion object {
        fun parse(text: String): ErrorBody {
            val json = try {
                Json.parseToJsonElement(text)
            } catch (_: SerializationException) {
                null
            }
            return when (json) {
                is JsonObject -> of(json)

                // Gemini wraps the error of a stream that did not begin in an array.
                is JsonArray -> (json.firstOrNull() as? JsonObject)?.let { of(it) } ?: ErrorBody(cut(text))

                else -> ErrorBody(pageTitle(text) ?: cut(text), isJson = false)
            }
        }

        fun of(json: JsonObject): ErrorBody {
            val response = json["response"] as? JsonObject
            val holder = if ("error" !in json && response != null) response else json
            val error = holder["error"]
            val fields = error as? JsonObject ?: holder
            return ErrorBody(
                message = (error as? JsonPrimitive)?.text() ?: message(fields) ?: cut(json.toString()),
                type = type(fields),
                code = fields.text("code"),
                param = fields.text("param"),
                requestId = json.text("request_id"),
                retryAfterMillis = retryDelayMillis(fields),
            )
        }

        /** `status` is Gemini's word; an event that is called `error` has not told its type, and the URI of a problem report is none. */
        private fun type(fields: JsonObject): String? =
            (fields.text("type")?.takeUnless { it == "error" || "failed" in it || ':' in it || '/' in it } ?: fields.text("status"))
                ?.takeIf { it.toIntOrNull() == null }

        /** `detail` and `title` are of `application/problem+json`; some servers write `detail` alone, as text or as a list. */
        private fun message(fields: JsonObject): String? {
            fields["message"]?.let { if (it !is JsonNull) return (it as? JsonPrimitive)?.content ?: cut(it.toString()) }
            val detail = fields["detail"]?.takeUnless { it is JsonNull }?.let { (it as? JsonPrimitive)?.content ?: cut(it.toString()) }
            return listOfNotNull(fields.text("title"), detail).takeIf { it.isNotEmpty() }?.joinToString(": ")
        }

        private fun retryDelayMillis(fields: JsonObject): Long? {
            val delay = (fields["details"] as? JsonArray)?.firstNotNullOfOrNull { (it as? JsonObject)?.text("retryDelay") } ?: return null
            val millis = (delay.removeSuffix("s").toDoubleOrNull() ?: return null) * 1_000
            return if (millis.isFinite() && millis > 0) ceil(millis).toLong() else null
        }

        private fun JsonObject.text(name: String): String? = this[name]?.text()

        private fun JsonElement.text(): String? = (this as? JsonPrimitive)?.takeUnless { it is JsonNull }?.content

        /** The title of an HTML page says what its thousand words of markup say. */
        private fun pageTitle(text: String): String? =
            TITLE.find(text)?.groupValues?.get(1)?.trim()?.takeIf { it.isNotEmpty() }?.let { cut(it) }

        private fun cut(text: String): String {
            val line = text.trim().replace(BLANKS, " ")
            return if (line.length <= SHOWN_CHARS) line else line.take(SHOWN_CHARS) + "…"
        }

        private val TITLE = Regex("<title[^>]{0,200}>([^<]{0,500})", RegexOption.IGNORE_CASE)
        private val BLANKS = Regex("\\s+")
        private const val SHOWN_CHARS = 500
    }
}
