package dev.sluice.extraction

/** A part of a text, in UTF-16 characters: from [start] on, up to [end], itself not part of it. */
public class TextSpan(public val start: Int, public val end: Int) {
    /** The part of [text] that this is. */
    public fun of(text: String): String = text.substring(start, end)

    override fun equals(other: Any?): Boolean = other is TextSpan && start == other.start && end == other.end

    override fun hashCode(): Int = start * 31 + end

    override fun toString(): String = "$start..<$end"
}
