package dev.sluice.paging

import dev.sluice.errors.SluiceException
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow

/**
 * The items of all pages. The next page is asked for when the last item of this one was taken, and not before. [fetch] gets a page's
 * cursor, null for the first.
 *
 * A server that hands out a cursor a second time would be asked for ever: that is an error, after the items that it had.
 */
internal fun <T> pages(fetch: suspend (cursor: String?) -> Page<T>): Flow<T> = flow {
    val seen = HashSet<String>()
    var cursor: String? = null
    do {
        val page = fetch(cursor)
        for (item in page.items) emit(item)
        cursor = page.nextCursor
        if (cursor != null && !seen.add(cursor)) throw repeated(cursor, page.requestId)
    } while (cursor != null)
}

private fun repeated(cursor: String, requestId: String?) = SluiceException(
    "The list does not end: the server names the page after \"$cursor\" a second time." +
        requestId?.let { " [request id $it]" }.orEmpty(),
)
