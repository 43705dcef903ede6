package dev.sluice.gemini

import dev.sluice.errors.InvalidRequestException
import dev.sluice.wire.RequestOptions
import dev.sluice.wire.RequestOptionsBuilder

/** Which part of a list is asked for. Immutable. */
public class ListRequest private constructor(internal val query: Map<String, String>, internal val options: RequestOptions) {
    internal fun from(cursor: String?): ListRequest = if (cursor == null) this else ListRequest(query + (TOKEN to cursor), options)

    /** Makes a [ListRequest]. Not safe for use by several threads at once. */
    public class Builder : RequestOptionsBuilder<Builder>() {
        /** How many items a page has; the server's default unless set. */
        @set:JvmSynthetic
        public var pageSize: Int? = null

        /** Where the page begins: a page's `nextCursor`. */
        @set:JvmSynthetic
        public var pageToken: String? = null

        /** Sets [pageSize]. */
        public fun pageSize(value: Int?): Builder = apply { pageSize = value }

        /** Sets [pageToken]. */
        public fun pageToken(value: String?): Builder = apply { pageToken = value }

        /** The request. */
        public fun build(): ListRequest {
            pageSize?.let { if (it < 1) throw InvalidRequestException("pageSize must be at least 1, is $it.") }
            val parameters = listOf("pageSize" to pageSize?.toString(), TOKEN to pageToken)
            return ListRequest(parameters.mapNotNull { (name, value) -> value?.let { name to it } }.toMap(), requestOptions())
        }
    }

    public companion object {
        /** The whole list, as the server orders it. */
        @JvmField
        public val ALL: ListRequest = Builder().build()

        private const val TOKEN = "pageToken"
    }
}
