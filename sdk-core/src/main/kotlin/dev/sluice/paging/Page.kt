package dev.sluice.paging

import dev.sluice.transport.ResponseInfo

/** One page of a list. Immutable. */
public class Page<T> internal constructor(
    /** What is on it, in the server's order. */
    public val items: List<T>,
    /** Where the next page begins; null if this is the last. Hand it to the next request. */
    public val nextCursor: String?,
    /** The status, headers and untouched body that it came in. */
    public val response: ResponseInfo,
    /** Whether the server said that it has more; false where [nextCursor] is a guess, because it said nothing. */
    internal val isPromised: Boolean,
) {
    /** The provider's name for the call, from the response's headers. */
    public val requestId: String? get() = response.requestId

    /** Whether the server has more; where it does not say, it may have. */
    public val hasNext: Boolean get() = nextCursor != null

    /** This page, as the last one unless the server said that it has more. */
    internal fun withoutGuess(): Page<T> = if (isPromised) this else Page(items, null, response, isPromised = false)

    override fun toString(): String = "Page(${items.size} items, ${if (hasNext) "more from $nextCursor" else "the last"})"
}
