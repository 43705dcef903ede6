package dev.sluice.anthropic

import dev.sluice.errors.InvalidRequestException
import dev.sluice.wire.RequestOptions
import dev.sluice.wire.RequestOptionsBuilder

/** Which part of a list is asked for. Immutable. Filters that an endpoint has beside these go into `extraQuery`. */
public class ListRequest private constructor(internal val query: Map<String, String>, internal val options: RequestOptions) {
    /** Whether the pages are walked from the end of the list to its beginning. */
    internal val isBackwards: Boolean get() = BEFORE in query

    /** The page at [cursor], in the direction that this request walks; itself for null. */
    internal fun from(cursor: String?): ListRequest =
        if (cursor == null) this else ListRequest(query + ((if (isBackwards) BEFORE else AFTER) to cursor), options)

    /** Makes a [ListRequest]. Not safe for use by several threads at once. */
    public class Builder : RequestOptionsBuilder<Builder>() {
        /** How many items a page has; the server's default unless set. */
        @set:JvmSynthetic
        public var limit: Int? = null

        /** The id of the item that the list begins behind. */
        @set:JvmSynthetic
        public var afterId: String? = null

        /** The id of the item that the list ends before; the pages are then walked towards the beginning. Not beside [afterId]. */
        @set:JvmSynthetic
        public var beforeId: String? = null

        /** Sets [limit]. */
        public fun limit(value: Int?): Builder = apply { limit = value }

        /** Sets [afterId]. */
        public fun afterId(value: String?): Builder = apply { afterId = value }

        /** Sets [beforeId]. */
        public fun beforeId(value: String?): Builder = apply { beforeId = value }

        /** The request. */
        public fun build(): ListRequest {
            limit?.let { if (it < 1) throw InvalidRequestException("limit must be at least 1, is $it.") }
            if (afterId != null && beforeId != null) {
                throw InvalidRequestException("A list is walked in one direction: set afterId or beforeId, not both.")
            }
            val parameters = listOf("limit" to limit?.toString(), AFTER to afterId, BEFORE to beforeId)
            return ListRequest(parameters.mapNotNull { (name, value) -> value?.let { name to it } }.toMap(), requestOptions())
        }
    }

    public companion object {
        /** The whole list, as the server orders it. */
        @JvmField
        public val ALL: ListRequest = Builder().build()

        private const val AFTER = "after_id"
        private const val BEFORE = "before_id"
    }
}
