package dev.sluice.model

/** Tells kinds of files apart, by their first bytes and by their names. */
internal object MediaTypes {
    /** How many of a file's first bytes are looked at. A PDF may have up to 1,024 of something else before its own. */
    const val HEAD = 1_024 + 5

    private val SYNONYMS = mapOf(
        "image/jpg" to "image/jpeg",
        "image/pjpeg" to "image/jpeg",
        "image/x-png" to "image/png",
        "image/x-ms-bmp" to "image/bmp",
        "application/x-pdf" to "application/pdf",
        "audio/mp3" to "audio/mpeg",
        "audio/wave" to "audio/wav",
        "audio/x-wav" to "audio/wav",
        "audio/vnd.wave" to "audio/wav",
        "audio/x-flac" to "audio/flac",
        "audio/x-aiff" to "audio/aiff",
        "audio/x-m4a" to "audio/mp4",
        "audio/m4a" to "audio/mp4",
        "audio/x-aac" to "audio/aac",
        "audio/opus" to "audio/ogg",
    )

    private val BY_EXTENSION = mapOf(
        "png" to "image/png", "jpg" to "image/jpeg", "jpeg" to "image/jpeg", "gif" to "image/gif", "webp" to "image/webp",
        "heic" to "image/heic", "heif" to "image/heif", "avif" to "image/avif", "bmp" to "image/bmp", "tif" to "image/tiff",
        "tiff" to "image/tiff", "svg" to "image/svg+xml", "pdf" to "application/pdf", "txt" to "text/plain", "log" to "text/plain",
        "md" to "text/markdown", "csv" to "text/csv", "tsv" to "text/tab-separated-values", "html" to "text/html", "htm" to "text/html",
        "xml" to "text/xml", "json" to "application/json", "yaml" to "text/yaml", "yml" to "text/yaml", "wav" to "audio/wav",
        "mp3" to "audio/mpeg", "ogg" to "audio/ogg", "oga" to "audio/ogg", "opus" to "audio/ogg", "flac" to "audio/flac",
        "aac" to "audio/aac",
        "aif" to "audio/aiff", "aiff" to "audio/aiff", "m4a" to "audio/mp4", "mp4" to "video/mp4",
        "docx" to "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" to "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx" to "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    )

    /** Kinds whose files begin in a way that [ofBytes] knows. An MP3 may begin with anything. */
    private val SIGNED = setOf(
        "image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/tiff", "audio/wav", "audio/ogg", "audio/flac",
        "audio/aiff",
    )

    /** Kinds that share a container, whose brands are many. */
    private val BRANDED = setOf("image/heic", "image/heif", "image/avif", "audio/mp4", "video/mp4")

    /** What a container may hold; either may go by the other's name. */
    private val CONTAINERS = mapOf("image/heif" to setOf("image/heic", "image/avif"), "video/mp4" to setOf("audio/mp4"))

    /** [type] in lower case, without parameters, by its usual name. */
    fun normal(type: String): String = type.substringBefore(';').trim().lowercase().let { SYNONYMS[it] ?: it }

    /** By the extension of a file called [name]. */
    fun ofName(name: String?): String? = name?.substringAfterLast('.', "")?.lowercase()?.let(BY_EXTENSION::get)

    /** Whether a file that begins with [head], of which [ofBytes] knows nothing, looks like [type]; true where none looks like anything. */
    fun looksLike(type: String, head: ByteArray): Boolean = when (type) {
        in SIGNED -> false
        in BRANDED -> String(head, Charsets.ISO_8859_1).startsWith("ftyp", TAG)
        "application/pdf" -> "%PDF-" in String(head, Charsets.ISO_8859_1)
        else -> true
    }

    /** Whether a file whose bytes say [seen] can be of [type]. A text may begin with any letters, also with those of another kind. */
    fun canBe(seen: String, type: String): Boolean =
        seen == type || type in CONTAINERS[seen].orEmpty() || seen in CONTAINERS[type].orEmpty() || type.startsWith("text/")

    /** Whether a model reads it as text. */
    fun isText(type: String): Boolean = type.startsWith("text/") || type in TEXTS || type.endsWith("+json") || type.endsWith("+xml")

    /** By the first bytes of a file; null if they tell nothing. */
    fun ofBytes(head: ByteArray): String? {
        val text = String(head, Charsets.ISO_8859_1)
        return when {
            text.startsWith("\u0089PNG\r\n\u001a\n") -> "image/png"
            text.startsWith("\u00ff\u00d8\u00ff") -> "image/jpeg"
            text.startsWith("GIF87a") || text.startsWith("GIF89a") -> "image/gif"
            text.startsWith("%PDF-") -> "application/pdf"
            text.startsWith("RIFF") -> RIFF[text.drop(TAG_AT).take(TAG)]
            text.startsWith("FORM") && text.startsWith("AIF", TAG_AT) -> "audio/aiff"
            text.startsWith("ftyp", TAG) -> BRANDS[text.drop(TAG_AT).take(TAG)]
            text.startsWith("BM") && text.length >= BITMAP_HEAD && text.substring(6, 10) == "\u0000\u0000\u0000\u0000" -> "image/bmp"
            text.startsWith("II*\u0000") || text.startsWith("MM\u0000*") -> "image/tiff"
            text.startsWith("OggS") -> "audio/ogg"
            text.startsWith("fLaC") -> "audio/flac"
            text.startsWith("ID3") && text.length > ID3_VERSION && text[ID3_VERSION] < FIRST_NO_VERSION -> "audio/mpeg"
            else -> ofFrame(head)
        }
    }

    /** Sound that begins with its first frame: eleven bits that are set, then what kind of frame it is. */
    private fun ofFrame(head: ByteArray): String? {
        if (head.size < 2 || head[0] != 0xFF.toByte()) return null
        val second = head[1].toInt()
        return when {
            second and 0xF6 == 0xF0 -> "audio/aac"
            second and 0xE6 == 0xE2 -> "audio/mpeg"
            else -> null
        }
    }

    private const val BITMAP_HEAD = 16
    private const val ID3_VERSION = 3

    /** Versions of ID3 are 2 to 4; a text that begins with the same letters has a letter there, or a space. */
    private const val FIRST_NO_VERSION = '\u0010'
    private const val TAG = 4
    private const val TAG_AT = 8
    private val TEXTS = setOf("application/json", "application/xml", "application/yaml", "application/x-ndjson")
    private val RIFF = mapOf("WEBP" to "image/webp", "WAVE" to "audio/wav")
    private val BRANDS = mapOf(
        "heic" to "image/heic", "heix" to "image/heic", "hevc" to "image/heic", "mif1" to "image/heif", "msf1" to "image/heif",
        "avif" to "image/avif", "avis" to "image/avif", "M4A " to "audio/mp4", "isom" to "video/mp4", "mp42" to "video/mp4",
    )
}
