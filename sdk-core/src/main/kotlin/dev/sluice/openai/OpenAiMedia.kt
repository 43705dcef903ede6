package dev.sluice.openai

import dev.sluice.model.AudioPart
import dev.sluice.model.CachePoint
import dev.sluice.model.ContentPart
import dev.sluice.model.DocumentPart
import dev.sluice.model.ImagePart
import dev.sluice.model.MEBI
import dev.sluice.model.MediaKinds
import dev.sluice.model.MediaRule
import dev.sluice.model.MediaRules
import dev.sluice.model.RequestMedia
import dev.sluice.model.TextPart
import dev.sluice.openai.responses.ResponseInputPart

private val PDF_OR_TEXT = MediaKinds(setOf("application/pdf"), text = true)
private val SOUNDS = MediaKinds(setOf("audio/wav", "audio/mpeg"))

/** 512 MB of payload, by the guide to images, of which base64 leaves three quarters. */
private const val MAX_REQUEST = 384 * MEBI

/** By the guide to file inputs. */
private const val MAX_DOCUMENT = 50 * MEBI

private val IMAGE_RULE = MediaRule(MediaKinds.WEB_IMAGES, MediaKinds.WEB_IMAGES, instead = "Convert it to PNG or JPEG.")

/** What chat completions take. Documents other than PDFs are sent as their text, as the guide to file inputs says. */
internal val CHAT_MEDIA: MediaRules = MediaRules(
    provider = "OpenAI's chat",
    images = IMAGE_RULE,
    documents = MediaRule(PDF_OR_TEXT, maxBytes = MAX_DOCUMENT, instead = "Give it as a PDF or a text, from a file or as bytes."),
    sounds = MediaRule(SOUNDS, instead = "Give it as a WAV or MP3 file, or as bytes."),
    maxRequestBytes = MAX_REQUEST,
)

/** What responses take. */
internal val RESPONSES_MEDIA: MediaRules = MediaRules(
    provider = "OpenAI's Responses API",
    images = IMAGE_RULE,
    documents = MediaRule(PDF_OR_TEXT, PDF_OR_TEXT, MAX_DOCUMENT, "Give it as a PDF or a text."),
    sounds = MediaRule(instead = "Chat completions take it, from a file or as bytes."),
    maxRequestBytes = MAX_REQUEST,
)

/** [content] as parts of a chat message. */
internal fun chatPartsOf(content: List<ContentPart>, media: RequestMedia): List<ChatContentPart> = content.mapNotNull { part ->
    when (part) {
        is TextPart -> ChatContentPart.text(part.text)

        is ImagePart -> media[part].let { ChatContentPart.imageUrl(it.url ?: it.dataUrl, part.detail?.name?.lowercase()) }

        is DocumentPart -> media[part].let {
            it.text?.let(ChatContentPart::text) ?: ChatContentPart.fileData(it.name ?: UNNAMED, it.dataUrl)
        }

        is AudioPart -> media[part].let { ChatContentPart.inputAudio(it.base64, formatOf(it.mediaType)) }

        is CachePoint -> null
    }
}

/** [content] as parts of a message to the Responses API. */
internal fun responsePartsOf(content: List<ContentPart>, media: RequestMedia): List<ResponseInputPart> = content.mapNotNull { part ->
    when (part) {
        is TextPart -> ResponseInputPart.text(part.text)

        is ImagePart -> media[part].let { ResponseInputPart.imageUrl(it.url ?: it.dataUrl, part.detail?.name?.lowercase() ?: "auto") }

        is DocumentPart -> media[part].let {
            it.url?.let(ResponseInputPart::fileUrl) ?: it.text?.let(ResponseInputPart::text)
                ?: ResponseInputPart.fileData(it.name ?: UNNAMED, it.dataUrl)
        }

        is AudioPart -> error("$part was let through")

        is CachePoint -> null
    }
}

/** The server wants a name, and knows by it what to do with the file. */
private const val UNNAMED = "document.pdf"

/** What is neither was let through by the caller's limits, and goes by its own name. */
private fun formatOf(type: String?): String = when (type) {
    "audio/mpeg" -> "mp3"
    else -> type.orEmpty().substringAfter('/')
}
