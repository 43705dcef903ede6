package dev.sluice.anthropic

import dev.sluice.wire.ApiObject
import dev.sluice.wire.int
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** A place that an answer rests on. What it has depends on its [type]; [raw] has all of it. */
public class Citation internal constructor(raw: JsonObject) : ApiObject(raw) {
    /** `char_location`, `page_location`, `content_block_location`, `search_result_location`, `web_search_result_location`. */
    public val type: String? get() = raw.string("type")

    /** The words that are cited. */
    public val citedText: String? get() = raw.string("cited_text")

    /** Which of the request's documents it is, counted from 0. */
    public val documentIndex: Int? get() = raw.int("document_index")

    /** The title of the document, the page or the search result. */
    public val title: String? get() = raw.string("document_title") ?: raw.string("title")

    /** Where it is on the web, for what was found there; for a search result of the caller's, its source. */
    public val source: String? get() = raw.string("url") ?: raw.string("source")

    /** Where in the document it begins: a character or a block, counted from 0, or a page, counted from 1. */
    public val start: Int? get() = raw.int("start_char_index") ?: raw.int("start_page_number") ?: raw.int("start_block_index")

    /** Where it ends, counted like [start]; this place belongs to it no more. */
    public val end: Int? get() = raw.int("end_char_index") ?: raw.int("end_page_number") ?: raw.int("end_block_index")
}
