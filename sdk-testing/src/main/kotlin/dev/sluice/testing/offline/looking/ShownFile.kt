package dev.sluice.testing.offline.looking

import dev.sluice.testing.offline.request.Body
import dev.sluice.testing.offline.request.RequestFault
import kotlinx.serialization.json.JsonObject
import java.util.Base64

/** A file that a message shows, in the form of any provider. */
internal class ShownFile(val mediaType: String, val bytes: ByteArray, val name: String?) {
    companion object {
        /**
         * What [part] of a message shows, looked at and put into words: facts that stand in the file, a line each, or its own text. Null
         * if it shows no file. Throws [RequestFault] for a file that is not what the request says.
         */
        fun inWords(part: JsonObject): String? {
            val body = Body(part)
            val address = body.text("image_url") ?: body.at("image_url").text("url") ?: body.text("file_url")
                ?: body.at("source").text("url") ?: body.at("fileData").text("fileUri")
            if (address != null &&
                !address.startsWith("data:")
            ) {
                return "File: $address\nThe offline model fetches nothing, so it has not seen this file."
            }
            if (body.at("source").text("type") == "text") return body.at("source").text("data")
            return (address?.let { ofDataUrl(it, null) } ?: of(body))?.let(::wordsOf)
        }

        private fun of(body: Body): ShownFile? {
            val file = body.at("file").takeIf { it.json.isNotEmpty() } ?: body
            file.text("file_data")?.let { return ofDataUrl(it, file.text("filename")) }
            val sound = body.at("input_audio")
            sound.text("data")?.let { return ShownFile("audio/${sound.text("format")}", decoded(it), null) }
            val source = body.at("source")
            source.text("data")?.let { return ShownFile(source.text("media_type").orEmpty(), decoded(it), null) }
            val inline = body.at("inlineData")
            return inline.text("data")?.let { ShownFile(inline.text("mimeType").orEmpty(), decoded(it), null) }
        }

        private fun ofDataUrl(url: String, name: String?): ShownFile {
            val head = url.substringBefore(',', "")
            if (!head.startsWith("data:") || !head.endsWith(";base64")) throw RequestFault(400, "Invalid file: expected a base64 data URL.")
            return ShownFile(head.removePrefix("data:").removeSuffix(";base64"), decoded(url.substring(head.length + 1)), name)
        }

        private fun decoded(base64: String): ByteArray = try {
            Base64.getDecoder().decode(base64)
        } catch (_: IllegalArgumentException) {
            throw RequestFault(400, "Invalid file: its base64 is not valid.")
        }

        private fun wordsOf(file: ShownFile): String = listOfNotNull(
            file.name?.let { "File: $it" },
            "File size: ${file.bytes.size} bytes",
            when {
                file.mediaType.startsWith("image/") -> ImageFacts.of(file)
                file.mediaType == "application/pdf" -> PdfFacts.of(file)
                file.mediaType.startsWith("audio/") -> SoundFacts.of(file)
                file.mediaType.startsWith("text/") -> file.bytes.decodeToString()
                else -> "Media type: ${file.mediaType}"
            },
        ).joinToString("\n")
    }
}
