package dev.sluice.openai.responses

import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** A piece of what a request shows the model: text, an image, a file, or whatever else [of] is given. Immutable. */
public class ResponseInputPart private constructor(
    /** The part as it is sent. */
    public val json: JsonObject,
) {
    override fun equals(other: Any?): Boolean = other is ResponseInputPart && json == other.json

    override fun hashCode(): Int = json.hashCode()

    override fun toString(): String = json.toString()

    public companion object {
        /** Plain text. */
        @JvmStatic
        public fun text(text: String): ResponseInputPart = part("input_text") { put("text", text) }

        /** An image, by its address or as a `data:` URL; [detail] is `auto`, `low`, `high` or `original`. */
        @JvmStatic
        @JvmOverloads
        public fun imageUrl(url: String, detail: String = "auto"): ResponseInputPart = part("input_image") {
            put("image_url", url)
            put("detail", detail)
        }

        /** An image that was uploaded before. */
        @JvmStatic
        @JvmOverloads
        public fun imageFile(fileId: String, detail: String = "auto"): ResponseInputPart = part("input_image") {
            put("file_id", fileId)
            put("detail", detail)
        }

        /** A file that was uploaded before. */
        @JvmStatic
        public fun file(fileId: String): ResponseInputPart = part("input_file") { put("file_id", fileId) }

        /** A file by its address. */
        @JvmStatic
        public fun fileUrl(url: String): ResponseInputPart = part("input_file") { put("file_url", url) }

        /** A file that travels in the request, as a `data:` URL. */
        @JvmStatic
        public fun fileData(filename: String, dataUrl: String): ResponseInputPart = part("input_file") {
            put("filename", filename)
            put("file_data", dataUrl)
        }

        /** Any part, as its JSON. */
        @JvmStatic
        public fun of(json: JsonObject): ResponseInputPart = ResponseInputPart(json)

        private fun part(type: String, fields: JsonObjectBuilder.() -> Unit) = ResponseInputPart(
            buildJsonObject {
                put("type", type)
                fields()
            },
        )
    }
}
