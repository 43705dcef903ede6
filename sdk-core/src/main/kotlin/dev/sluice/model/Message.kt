package dev.sluice.model

import java.io.File
import java.nio.file.Path

/** Who says something. */
public enum class Role { SYSTEM, USER, ASSISTANT }

/** One message of a conversation, in the words that all providers share. Immutable. */
public class Message(public val role: Role, public val content: List<ContentPart>) {
    init {
        // Kotlin's types rule nulls out; Java's lists can hold them all the same.
        (content as List<ContentPart?>).forEachIndexed { index, part -> requireNotNull(part) { "content[$index] of a message is null" } }
        require(content.firstOrNull() !is CachePoint) { "a cache point marks what stands before it in its message: nothing does" }
    }

    public constructor(role: Role, text: String) : this(role, listOf(TextPart(text)))

    /** The text parts, joined. */
    public val text: String get() = content.filterIsInstance<TextPart>().joinToString("") { it.text }

    /** This message, with [parts] behind its own. */
    internal operator fun plus(parts: List<ContentPart>): Message = Message(role, content + parts)

    override fun toString(): String = "Message($role, $content)"

    /**
     * Makes a [Message] of several parts, in the order in which they are added. Not safe for use from several threads at once.
     *
     * ```kotlin
     * user { image(File("chart.png")); text("What does it show?") }
     * ```
     */
    public class Builder(private val role: Role) {
        private val content = mutableListOf<ContentPart>()

        /** Adds text. */
        public fun text(text: String): Builder = part(TextPart(text))

        /** Adds an image. */
        @JvmOverloads
        public fun image(media: Media, detail: ImageDetail? = null): Builder = part(ImagePart(media, detail))

        /** Adds an image from a file. */
        public fun image(file: File): Builder = image(Media.of(file))

        /** Adds an image from a file. */
        public fun image(file: Path): Builder = image(Media.of(file))

        /** Adds a document: a PDF or a text. */
        public fun document(media: Media): Builder = part(DocumentPart(media))

        /** Adds a document from a file. */
        public fun document(file: File): Builder = document(Media.of(file))

        /** Adds a document from a file. */
        public fun document(file: Path): Builder = document(Media.of(file))

        /** Adds a sound. */
        public fun audio(media: Media): Builder = part(AudioPart(media))

        /** Adds a sound from a file. */
        public fun audio(file: File): Builder = audio(Media.of(file))

        /** Adds a sound from a file. */
        public fun audio(file: Path): Builder = audio(Media.of(file))

        /** Marks everything up to here as worth keeping in the provider's prompt cache; see [CachePoint]. */
        @JvmOverloads
        public fun cachePoint(ttl: CacheTtl = CacheTtl.FIVE_MINUTES): Builder = part(CachePoint(ttl))

        /** Adds any part. */
        public fun part(part: ContentPart): Builder = apply { content += part }

        /** The finished [Message]. */
        public fun build(): Message {
            require(content.isNotEmpty()) { "the message says nothing: add a part, such as text(…)" }
            return Message(role, content.toList())
        }
    }
}

/** A piece of a message: [TextPart], [ImagePart], [DocumentPart], [AudioPart], and [CachePoint] between them. */
public sealed interface ContentPart

/** Plain text. */
public class TextPart(public val text: String) : ContentPart {
    override fun toString(): String = if (text.length <= 80) text else text.take(79) + "…"
}
