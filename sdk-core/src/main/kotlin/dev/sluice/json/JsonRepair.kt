package dev.sluice.json

/**
 * Something in a text that was no JSON and was read all the same, as the caller allowed. [offset] counts UTF-16 characters from the start
 * of the text.
 */
public class JsonRepair
internal constructor(
    public val kind: JsonRepairKind,
    public val offset: Long,
    /** Where it is; for a key, the object that it belongs to. */
    public val path: JsonPath,
) {
    override fun toString(): String = "${kind.words} at offset $offset, path $path"
}
