package dev.sluice.paging

/** One page of a list. Immutable. */
public class Page<T> internal constructor(
    /** What is on it, in the server's order. */
    public val items: List<T>,
    /** Where the next page begins; null if this is the last. Hand it to the next request. */
    public val nextCursor: String?,
    /** The status, headers and untouched body it came in are on the answer itself where a provider gives one. */
    public val requestId: String?,
) {
    /** Whether the server has more. */
    public val hasNext: Boolean get() = nextCursor != null

    override fun toString(): String = "Page(${items.size} items, ${if (hasNext) "more from $nextCursor" else "the last"})"
}
