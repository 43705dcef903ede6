package dev.sluice.paging

import dev.sluice.errors.SluiceException
import dev.sluice.transport.describeId
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow

/**
 * The items of all pages. The next page is asked for when the last item of this one was taken, and not before. [fetch] gets a page's
 * cursor, null for the first.
 *
 * A server that says that it has more, and hands out a cursor a second time, would be asked for ever: that is an error, after the items
 * that it had. One that never said so has told the same page again: it ignores the cursor, and had told all.
 */
internal fun <T> pages(fetch: suspend (cursor: String?) -> Page<T>): Flow<T> = flow {
    val seen = HashSet<String>()
    var cursor: String? = null
    do {
        val page = fetch(cursor)
        cursor = page.nextCursor
        val isRepeated = cursor != null && !seen.add(cursor)
        if (isRepeated && !page.isPromised) return@flow
        for (item in page.items) emit(item)
        if (cursor != null && isRepeated) throw repeated(cursor, page.requestId)
    } while (cursor != null)
}

private fun repeated(cursor: String, requestId: String?) = SluiceException(
    "The list does not end: the server names the page after \"$cursor\" a second time." + describeId(requestId),
)
