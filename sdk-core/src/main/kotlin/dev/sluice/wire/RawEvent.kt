package dev.sluice.wire

/** An event of a stream that this version has no name for. */
public class RawEvent internal constructor(
    /** The event's name; `message` where the server gives none. */
    public val name: String,
    /** What it carries, as it was received. */
    public val data: String,
) {
    override fun toString(): String = "$name: $data"
}
