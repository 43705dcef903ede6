package dev.sluice.json

/** Something in the JSON that is allowed but suspicious. */
public class JsonWarning
internal constructor(
    /** Where it is. */
    public val path: JsonPath,
    /** Where in the text it is, in UTF-16 characters from the start; -1 if the warning is about what the value means. */
    public val offset: Long,
    /** What it is and what was made of it. */
    public val message: String,
) {
    override fun toString(): String = message + (if (offset < 0) " at " else " at offset $offset, path ") + path
}
