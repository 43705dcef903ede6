package dev.sluice.anthropic

import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/** A piece of a message that is sent: text, an image, a document, a tool's result, or whatever else [of] is given. Immutable. */
public class ContentBlockParam private constructor(
    /** The block as it is sent. */
    public val json: JsonObject,
) {
    /** `text`, `image`, `document`, `tool_result`, … */
    public val type: String? get() = json.string("type")

    /** This block, marked as the end of what the provider keeps in its prompt cache; [ttl] is `5m` or `1h`. */
    @JvmOverloads
    public fun cached(ttl: String? = null): ContentBlockParam = ContentBlockParam(
        JsonObject(
            json + (
                "cache_control" to buildJsonObject {
                    put("type", "ephemeral")
                    ttl?.let { put("ttl", it) }
                }
                ),
        ),
    )

    override fun equals(other: Any?): Boolean = other is ContentBlockParam && json == other.json

    override fun hashCode(): Int = json.hashCode()

    override fun toString(): String = json.toString()

    public companion object {
        /** Plain text. */
        @JvmStatic
        public fun text(text: String): ContentBlockParam = block("text") { put("text", text) }

        /** An image, in base64; [mediaType] is `image/png`, `image/jpeg`, `image/gif` or `image/webp`. */
        @JvmStatic
        public fun image(base64: String, mediaType: String): ContentBlockParam = block("image") { source(base64, mediaType) }

        /** An image, by its address. */
        @JvmStatic
        public fun imageUrl(url: String): ContentBlockParam = block("image") { source(url) }

        /** A document, in base64; [mediaType] is `application/pdf`. */
        @JvmStatic
        public fun document(base64: String, mediaType: String): ContentBlockParam = block("document") { source(base64, mediaType) }

        /** A PDF document, by its address. */
        @JvmStatic
        public fun documentUrl(url: String): ContentBlockParam = block("document") { source(url) }

        /** What a tool gave back for the call [toolUseId]; [isError] when it failed. */
        @JvmStatic
        @JvmOverloads
        public fun toolResult(toolUseId: String, content: String, isError: Boolean = false): ContentBlockParam = block("tool_result") {
            put("tool_use_id", toolUseId)
            put("content", content)
            if (isError) put("is_error", true)
        }

        /** Any block, as its JSON. */
        @JvmStatic
        public fun of(json: JsonObject): ContentBlockParam = ContentBlockParam(json)

        private fun block(type: String, fields: JsonObjectBuilder.() -> Unit) = ContentBlockParam(
            buildJsonObject {
                put("type", type)
                fields()
            },
        )

        private fun JsonObjectBuilder.source(base64: String, mediaType: String) {
            putJsonObject("source") {
                put("type", "base64")
                put("media_type", mediaType)
                put("data", base64)
            }
        }

        private fun JsonObjectBuilder.source(url: String) {
            putJsonObject("source") {
                put("type", "url")
                put("url", url)
            }
        }
    }
}
