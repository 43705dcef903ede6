package dev.sluice.anthropic

import dev.sluice.errors.InvalidRequestException
import dev.sluice.model.AudioPart
import dev.sluice.model.CachePoint
import dev.sluice.model.CacheTtl
import dev.sluice.model.ContentPart
import dev.sluice.model.DocumentPart
import dev.sluice.model.ImagePart
import dev.sluice.model.MEBI
import dev.sluice.model.MediaKinds
import dev.sluice.model.MediaRule
import dev.sluice.model.MediaRules
import dev.sluice.model.ModelRequest
import dev.sluice.model.RequestMedia
import dev.sluice.model.Role
import dev.sluice.model.TextPart
import dev.sluice.model.cachePoints
import dev.sluice.schema.cut

/** 10 MB an image and 32 MB a request, both counted in base64, of which three quarters are the file's. */
internal val ANTHROPIC_MEDIA: MediaRules = MediaRules(
    provider = "Anthropic",
    images = MediaRule(MediaKinds.WEB_IMAGES, MediaKinds.WEB_IMAGES, 10 * MEBI / 4 * 3, "Convert it to PNG or JPEG."),
    documents = MediaRule(
        MediaKinds(setOf("application/pdf"), text = true),
        MediaKinds(setOf("application/pdf")),
        instead = "Give it as a PDF or a text, from a file or as bytes.",
    ),
    sounds = MediaRule(instead = "Put what is said into the message as text, or ask a model that hears: OpenAI and Gemini have some."),
    maxRequestBytes = 32 * MEBI / 4 * 3,
)

/** [content] as blocks; a cache point marks the block before it. */
internal fun blocksOf(content: List<ContentPart>, media: RequestMedia): List<ContentBlockParam> {
    val blocks = ArrayList<ContentBlockParam>(content.size)
    for (part in content) {
        if (part is CachePoint) blocks += blocks.removeAt(blocks.lastIndex).cached(controlOf(part)) else blocks += blockOf(part, media)
    }
    return blocks
}

private fun blockOf(part: ContentPart, media: RequestMedia): ContentBlockParam = when (part) {
    is TextPart -> ContentBlockParam.text(part.text)

    is ImagePart -> media[part].let {
        it.url?.let(ContentBlockParam::imageUrl) ?: ContentBlockParam.image(it.base64, it.mediaType.orEmpty())
    }

    is DocumentPart -> media[part].let {
        val document = it.url?.let(ContentBlockParam::documentUrl) ?: it.text?.let(ContentBlockParam::documentText)
            ?: ContentBlockParam.document(it.base64, it.mediaType.orEmpty())
        it.name?.takeIf(String::isNotBlank)?.let { name -> document.titled(name.cut(LONGEST_TITLE - 1)) } ?: document
    }

    is AudioPart, is CachePoint -> error("$part is no block")
}

private fun controlOf(point: CachePoint) = when (point.ttl) {
    CacheTtl.FIVE_MINUTES -> CacheControl.DEFAULT
    CacheTtl.ONE_HOUR -> CacheControl.ONE_HOUR
}

/** Refuses what the provider would refuse. The system messages come first there, wherever they stand in the conversation. */
internal fun checkCachePoints(request: ModelRequest) {
    val points = request.messages.sortedBy { it.role != Role.SYSTEM }.flatMap { it.cachePoints }
    // A mark on the request as a whole takes the place of one.
    val most = if ("cache_control" in request.extraBody) MOST_POINTS - 1 else MOST_POINTS
    if (points.size > most) {
        throw InvalidRequestException(
            "There are ${points.size} cache points; Anthropic takes $most in this request. Keep those behind what changes least.",
        )
    }
    val short = points.indexOfFirst { it.ttl == CacheTtl.FIVE_MINUTES }
    if (short >= 0 && points.drop(short).any { it.ttl == CacheTtl.ONE_HOUR }) {
        throw InvalidRequestException(
            "A cache point of an hour stands behind one of five minutes; Anthropic takes them the other way round, system messages first.",
        )
    }
}

private const val MOST_POINTS = 4

/** A longer one is refused. */
private const val LONGEST_TITLE = 500
