package dev.sluice.anthropic

import dev.sluice.wire.string
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.JsonPrimitive
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

    /** This block, marked as the end of what the provider keeps in its prompt cache. */
    @JvmOverloads
    public fun cached(cache: CacheControl = CacheControl.DEFAULT): ContentBlockParam = with("cache_control", cache.json)

    /** This document, which the answer is to cite. */
    public fun cited(): ContentBlockParam = with("citations", buildJsonObject { put("enabled", true) })

    /** This document, under a title that the model is told. */
    public fun titled(title: String): ContentBlockParam = with("title", JsonPrimitive(title))

    /** This document, with what the model should know of it and cannot cite. */
    public fun context(context: String): ContentBlockParam = with("context", JsonPrimitive(context))

    private fun with(name: String, value: JsonElement) = ContentBlockParam(JsonObject(json + (name to value)))

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

        /** An image that was uploaded before, by its file's id. */
        @JvmStatic
        public fun imageFile(fileId: String): ContentBlockParam = block("image") { file(fileId) }

        /** A document, in base64; [mediaType] is `application/pdf`. */
        @JvmStatic
        public fun document(base64: String, mediaType: String): ContentBlockParam = block("document") { source(base64, mediaType) }

        /** A PDF document, by its address. */
        @JvmStatic
        public fun documentUrl(url: String): ContentBlockParam = block("document") { source(url) }

        /** A document of plain text. */
        @JvmStatic
        public fun documentText(text: String): ContentBlockParam = block("document") {
            putJsonObject("source") {
                put("type", "text")
                put("media_type", "text/plain")
                put("data", text)
            }
        }

        /** A document that was uploaded before, by its file's id. */
        @JvmStatic
        public fun documentFile(fileId: String): ContentBlockParam = block("document") { file(fileId) }

        /** What a tool gave back for the call [toolUseId]; [isError] when it failed. */
        @JvmStatic
        @JvmOverloads
        public fun toolResult(toolUseId: String, content: String, isError: Boolean = false): ContentBlockParam = block("tool_result") {
            put("tool_use_id", toolUseId)
            put("content", content)
            if (isError) put("is_error", true)
        }

        /** The same in blocks, so that a tool can give back images and documents too. */
        @JvmStatic
        @JvmOverloads
        public fun toolResult(toolUseId: String, content: List<ContentBlockParam>, isError: Boolean = false): ContentBlockParam =
            block("tool_result") {
                put("tool_use_id", toolUseId)
                put("content", JsonArray(content.map { it.json }))
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

        private fun JsonObjectBuilder.file(id: String) {
            putJsonObject("source") {
                put("type", "file")
                put("file_id", id)
            }
        }
    }
}
