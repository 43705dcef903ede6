package dev.sluice.model

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext
import java.util.IdentityHashMap
import java.util.UUID

/** What a request's body says of the media in its messages. */
internal class RequestMedia(private val written: Map<Media, WrittenMedia>) {
    operator fun get(part: MediaPart): WrittenMedia = written.getValue(part.media)

    /** What is sent in the place of each mark in the body, as base64. */
    val attachments: Map<String, ByteArray> = written.values.mapNotNull { it.attachment }.toMap()

    companion object {
        val NONE = RequestMedia(emptyMap())
    }
}

/** One file, as a request's body writes it. */
internal class WrittenMedia(
    /** Null only for an address that does not tell. */
    val mediaType: String?,
    /** The address, where the provider fetches it. */
    val url: String?,
    val name: String?,
    /** What stands for its base64 in the body: a mark, or in a plan a note. */
    val base64: String,
    /** The file itself, if it is a text that stands in the body as such. */
    val text: String?,
    /** The mark and what is sent in its place. */
    val attachment: Pair<String, ByteArray>?,
) {
    /** For where data stands as an address. */
    val dataUrl: String get() = "data:$mediaType;base64,$base64"
}

/** The files of one question, read once for all attempts. */
internal class MediaStore {
    private val lock = Mutex()
    private val found = IdentityHashMap<Media, FoundMedia>()
    private val marks = IdentityHashMap<Media, String>()

    /** What is sent of the media in [request], read away from the caller's thread; refused as [rules] say. */
    suspend fun load(request: ModelRequest, rules: MediaRules): RequestMedia {
        val parts = rules.partsOf(request.messages)
        if (parts.isEmpty()) return RequestMedia.NONE
        return lock.withLock {
            withContext(Dispatchers.IO) {
                written(request, rules, parts, { found.getOrPut(it) { FoundMedia.of(it) } }) { file ->
                    if (MediaTypes.isText(file.mediaType)) asText(file) { ensureActive() } else attached(file) { ensureActive() }
                }
            }
        }
    }

    /** What would be sent: the same, with a note where a file's content would stand. Looks at the files, and does not read them. */
    fun plan(request: ModelRequest, rules: MediaRules): RequestMedia {
        val parts = rules.partsOf(request.messages)
        if (parts.isEmpty()) return RequestMedia.NONE
        return written(request, rules, parts, FoundMedia::of) { file ->
            val note = "(${file.media}: ${file.size} bytes)"
            WrittenMedia(file.mediaType, null, file.media.name, note, note.takeIf { MediaTypes.isText(file.mediaType) }, null)
        }
    }

    private fun written(
        request: ModelRequest,
        rules: MediaRules,
        parts: List<MediaPart>,
        find: (Media) -> FoundMedia,
        write: (FoundMedia) -> WrittenMedia,
    ): RequestMedia {
        val (fetched, own) = parts.partition { it.media.url != null }
        val addresses = fetched.associate { part ->
            val type = part.media.mediaType ?: MediaTypes.ofName(part.media.name)
            rules.checkFetched(part, type, request.mediaLimits)
            part.media to WrittenMedia(type, part.media.url, part.media.name, "", null, null)
        }
        val files = LinkedHashMap<Media, FoundMedia>()
        for (part in own) rules.check(part, files.getOrPut(part.media) { find(part.media) }, request.mediaLimits)
        rules.checkTotal(own.map { files.getValue(it.media) }, request.mediaLimits)
        return RequestMedia(addresses + files.mapValues { write(it.value) })
    }

    private fun asText(file: FoundMedia, isWanted: () -> Unit) =
        WrittenMedia(file.mediaType, null, file.media.name, "", file.text(isWanted), null)

    /** Nobody can write the mark into a text by chance or on purpose: it is random. */
    private fun attached(file: FoundMedia, isWanted: () -> Unit): WrittenMedia {
        val mark = marks.getOrPut(file.media) { UUID.randomUUID().toString() }
        return WrittenMedia(file.mediaType, null, file.media.name, mark, null, mark to file.base64(isWanted))
    }
}
