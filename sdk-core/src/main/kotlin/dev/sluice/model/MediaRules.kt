package dev.sluice.model

import dev.sluice.errors.InvalidRequestException

/** In bytes. */
internal const val MEBI: Long = 1L shl 20

/** Media types; [text] stands for all that a model reads as text. */
internal class MediaKinds(private val types: Set<String>, private val text: Boolean = false) {
    val isNone: Boolean get() = types.isEmpty() && !text

    operator fun contains(type: String): Boolean = type in types || (text && MediaTypes.isText(type))

    override fun toString(): String = (types.sorted() + if (text) listOf("text") else emptyList()).joinToString()

    companion object {
        val NONE = MediaKinds(emptySet())

        /** What browsers show, and most providers take. */
        val WEB_IMAGES = MediaKinds(setOf("image/png", "image/jpeg", "image/webp", "image/gif"))
    }
}

/** What a provider takes of one kind of media. */
internal class MediaRule(
    /** What may travel in the request. */
    val own: MediaKinds = MediaKinds.NONE,
    /** What the provider fetches from an address. */
    val fetched: MediaKinds = MediaKinds.NONE,
    /** In bytes of the file. */
    val maxBytes: Long = Long.MAX_VALUE,
    /** What to do where this does not do. */
    val instead: String,
)

/** What a provider takes of images, documents and sounds. Refuses the rest before it is sent. */
internal class MediaRules(
    private val provider: String,
    private val images: MediaRule,
    private val documents: MediaRule,
    private val sounds: MediaRule,
    /** All files of a request, in bytes of the files. */
    private val maxRequestBytes: Long,
) {
    /** The media of [messages], in order; refused where they stand in a message that can hold text alone. */
    fun partsOf(messages: List<Message>): List<MediaPart> = messages.flatMap { message ->
        message.content.filterIsInstance<MediaPart>().onEach { part ->
            if (message.role != Role.USER) {
                throw InvalidRequestException(
                    "${named(part)} stands in a message of the ${message.role.name.lowercase()}, which can hold text alone. " +
                        "Put it into a user's message.",
                )
            }
        }
    }

    /** Refuses what this provider does not fetch; [type] is null where the address does not tell. */
    fun checkFetched(part: MediaPart, type: String?, limits: MediaLimits?) {
        val rule = ruleOf(part)
        if (rule.fetched.isNone) throw InvalidRequestException("${named(part)}: $provider fetches no ${kindOf(part)}s. ${rule.instead}")
        if (type != null) checkType(part, type, rule.fetched, limits)
    }

    /** Refuses what is not of a kind that the provider takes, or too large. */
    fun check(part: MediaPart, found: FoundMedia, limits: MediaLimits?) {
        val rule = ruleOf(part)
        if (rule.own.isNone) throw InvalidRequestException("${named(part)}: $provider takes no ${kindOf(part)}s. ${rule.instead}")
        checkType(part, found.mediaType, rule.own, limits)
        val most = limits?.maxFileBytes ?: rule.maxBytes
        if (found.size <= most) return
        throw InvalidRequestException(
            "${named(part)} has ${found.size} bytes; $provider takes ${kindOf(part)}s of up to $most. Make it smaller, or raise " +
                "maxFileBytes in mediaLimits if your server takes more.",
        )
    }

    /** Refuses files that are too large together. */
    fun checkTotal(found: Collection<FoundMedia>, limits: MediaLimits?) {
        val total = found.sumOf { it.size }
        val most = limits?.maxRequestBytes ?: maxRequestBytes
        if (total <= most) return
        throw InvalidRequestException(
            "The request's files have $total bytes together, and $provider takes up to $most: " +
                found.joinToString { "${it.media} has ${it.size}" } + ". Ask about them in several requests, or by address.",
        )
    }

    private fun checkType(part: MediaPart, type: String, kinds: MediaKinds, limits: MediaLimits?) {
        if (type in kinds || type in limits?.moreMediaTypes.orEmpty()) return
        val hint = kindOf(type)?.takeIf {
            it != kindOf(part)
        }?.let { "Add it as a part of that kind: it is ${if (it == "image") "an" else "a"} $it." }
        throw InvalidRequestException(
            "${named(part)} is $type; $provider takes ${kindOf(part)}s as $kinds. ${hint ?: ruleOf(part).instead}",
        )
    }

    private fun named(part: MediaPart) = "The ${kindOf(part)} ${part.media}"

    private fun ruleOf(part: MediaPart): MediaRule = when (part) {
        is ImagePart -> images
        is DocumentPart -> documents
        is AudioPart -> sounds
    }

    private fun kindOf(part: MediaPart): String = when (part) {
        is ImagePart -> "image"
        is DocumentPart -> "document"
        is AudioPart -> "sound"
    }

    private fun kindOf(type: String): String? = when {
        type.startsWith("image/") -> "image"
        type.startsWith("audio/") -> "sound"
        type == "application/pdf" || MediaTypes.isText(type) -> "document"
        else -> null
    }
}
