package dev.sluice.gemini

import dev.sluice.model.CachePoint
import dev.sluice.model.ContentPart
import dev.sluice.model.DocumentPart
import dev.sluice.model.MEBI
import dev.sluice.model.MediaKinds
import dev.sluice.model.MediaPart
import dev.sluice.model.MediaRule
import dev.sluice.model.MediaRules
import dev.sluice.model.Message
import dev.sluice.model.RequestMedia
import dev.sluice.model.TextPart

private val IMAGES = MediaKinds(setOf("image/png", "image/jpeg", "image/webp", "image/heic", "image/heif"))
private val DOCUMENTS = MediaKinds(setOf("application/pdf"), text = true)
private val SOUNDS = MediaKinds(setOf("audio/wav", "audio/mpeg", "audio/aiff", "audio/aac", "audio/ogg", "audio/flac"))

/** 100 MB a request, of which base64 leaves three quarters; 50 MB a PDF. By the guide to file input methods. */
internal val GEMINI_MEDIA: MediaRules = MediaRules(
    provider = "Gemini",
    images = MediaRule(IMAGES, IMAGES, instead = "Convert it to PNG or JPEG."),
    documents = MediaRule(DOCUMENTS, DOCUMENTS, 50 * MEBI, "Give it as a PDF or a text."),
    sounds = MediaRule(SOUNDS, SOUNDS, instead = "Convert it to WAV or MP3."),
    maxRequestBytes = 75 * MEBI,
)

/** What is given up of the documents in [messages]. A place for names is in Google Cloud's form of the request alone. */
internal fun documentConcessions(messages: List<Message>): List<String> {
    val hasNames = messages.flatMap { it.content }.any { it is DocumentPart && it.media.name != null }
    return if (hasNames) listOf("Gemini has no place for the names of documents: they are not sent.") else emptyList()
}

/** [part] of a message; null for what is not sent. */
internal fun partOf(part: ContentPart, media: RequestMedia): Part? = when (part) {
    is TextPart -> Part.text(part.text)

    is MediaPart -> media[part].let { file ->
        val type = file.mediaType?.let { if (it == "audio/mpeg") "audio/mp3" else it }
        file.url?.let { Part.fileData(it, type) } ?: file.text?.let(Part::text) ?: Part.inlineData(file.base64, type.orEmpty())
    }

    is CachePoint -> null
}
