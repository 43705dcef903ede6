package dev.sluice.json

/** Something in the JSON that is allowed but suspicious. [offset] counts UTF-16 characters from the start of the text. */
public class JsonWarning
internal constructor(
    /** Where it is. */
    public val path: JsonPath,
    public val offset: Long,
    /** What it is and what was made of it. */
    public val message: String,
) {
    override fun toString(): String = "$message at offset $offset, path $path"
}
