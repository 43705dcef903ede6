package dev.sluice.openai

import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/** A piece of a message's content: text, an image, a sound, a file, or whatever else [of] is given. Immutable. */
public class ChatContentPart private constructor(
    /** The part as it is sent. */
    public val json: JsonObject,
) {
    override fun equals(other: Any?): Boolean = other is ChatContentPart && json == other.json

    override fun hashCode(): Int = json.hashCode()

    override fun toString(): String = json.toString()

    public companion object {
        /** Plain text. */
        @JvmStatic
        public fun text(text: String): ChatContentPart = part("text") { put("text", text) }

        /** An image, by its address or as a `data:` URL; [detail] is `auto`, `low` or `high`. */
        @JvmStatic
        @JvmOverloads
        public fun imageUrl(url: String, detail: String? = null): ChatContentPart = part("image_url") {
            putJsonObject("image_url") {
                put("url", url)
                detail?.let { put("detail", it) }
            }
        }

        /** A sound, in base64; [format] is `wav` or `mp3`. */
        @JvmStatic
        public fun inputAudio(base64: String, format: String): ChatContentPart = part("input_audio") {
            putJsonObject("input_audio") {
                put("data", base64)
                put("format", format)
            }
        }

        /** A file that was uploaded before. */
        @JvmStatic
        public fun file(fileId: String): ChatContentPart = part("file") { putJsonObject("file") { put("file_id", fileId) } }

        /** A file that travels in the request, as a `data:` URL. */
        @JvmStatic
        public fun fileData(filename: String, dataUrl: String): ChatContentPart = part("file") {
            putJsonObject("file") {
                put("filename", filename)
                put("file_data", dataUrl)
            }
        }

        /** Any part, as its JSON. */
        @JvmStatic
        public fun of(json: JsonObject): ChatContentPart = ChatContentPart(json)

        private fun part(type: String, fields: JsonObjectBuilder.() -> Unit) = ChatContentPart(
            buildJsonObject {
                put("type", type)
                fields()
            },
        )
    }
}
