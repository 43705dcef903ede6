package dev.sluice.gemini

import dev.sluice.wire.boolean
import dev.sluice.wire.obj
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/**
 * A piece of content, as it is sent and as it is received: text, a file, a function's call or its result. Immutable. The properties that
 * are not its kind are null; what this version does not know stays in [json].
 */
public class Part private constructor(
    /** The part as it goes over the wire. */
    public val json: JsonObject,
) {
    /** The text; see [isThought]. */
    public val text: String? get() = json.string("text")

    /** Whether the text is what the model thought, and no part of its answer. */
    public val isThought: Boolean get() = json.boolean("thought") == true

    /** The provider's seal on the thoughts behind this part; it goes back with the part. */
    public val thoughtSignature: String? get() = json.string("thoughtSignature")

    /** The function that is called. */
    public val functionCall: FunctionCall? get() = json.obj("functionCall")?.let(::FunctionCall)

    /** The media type of a file that stands here in base64, such as an image that was generated. */
    public val mimeType: String? get() = json.obj("inlineData")?.string("mimeType")

    /** That file, in base64. */
    public val data: String? get() = json.obj("inlineData")?.string("data")

    override fun equals(other: Any?): Boolean = other is Part && json == other.json

    override fun hashCode(): Int = json.hashCode()

    override fun toString(): String = json.toString()

    public companion object {
        /** Plain text. */
        @JvmStatic
        public fun text(text: String): Part = part { put("text", text) }

        /** An image, a document, sound or film, in base64; [mimeType] says which, such as `image/png` or `application/pdf`. */
        @JvmStatic
        public fun inlineData(base64: String, mimeType: String): Part = part {
            putJsonObject("inlineData") {
                put("mimeType", mimeType)
                put("data", base64)
            }
        }

        /** A file that the server can reach: one that was uploaded before, or a film's address. */
        @JvmStatic
        @JvmOverloads
        public fun fileData(uri: String, mimeType: String? = null): Part = part {
            putJsonObject("fileData") {
                mimeType?.let { put("mimeType", it) }
                put("fileUri", uri)
            }
        }

        /** What the function of [call] gave back. */
        @JvmStatic
        public fun functionResponse(call: FunctionCall, response: JsonObject): Part = part {
            putJsonObject("functionResponse") {
                call.id?.let { put("id", it) }
                put("name", call.name)
                put("response", response)
            }
        }

        /** Any part, as its JSON. */
        @JvmStatic
        public fun of(json: JsonObject): Part = Part(json)

        private fun part(fields: JsonObjectBuilder.() -> Unit) = Part(buildJsonObject(fields))
    }
}
