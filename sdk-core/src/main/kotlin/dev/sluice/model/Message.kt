package dev.sluice.model

/** Who says something. */
public enum class Role { SYSTEM, USER, ASSISTANT }

/** One message of a conversation, in the words that all providers share. */
public class Message(public val role: Role, public val content: List<ContentPart>) {
    init {
        // Kotlin's types rule nulls out; Java's lists can hold them all the same.
        (content as List<ContentPart?>).forEachIndexed { index, part -> requireNotNull(part) { "content[$index] of a message is null" } }
    }

    public constructor(role: Role, text: String) : this(role, listOf(TextPart(text)))

    /** The text parts, joined. */
    public val text: String get() = content.filterIsInstance<TextPart>().joinToString("") { it.text }

    override fun toString(): String = "Message($role, $content)"
}

/** A piece of a message. */
public sealed interface ContentPart

/** Plain text. */
public class TextPart(public val text: String) : ContentPart {
    override fun toString(): String = if (text.length <= 80) text else text.take(79) + "…"
}
