package dev.sluice.openai

import dev.sluice.errors.InvalidRequestException
import dev.sluice.wire.RequestOptions
import dev.sluice.wire.RequestOptionsBuilder

/** Which part of a list is asked for, and in what order. Immutable. Filters that an endpoint has beside these go into `extraQuery`. */
public class ListRequest private constructor(internal val query: Map<String, String>, internal val options: RequestOptions) {
    internal fun from(cursor: String?): ListRequest =
        if (cursor == null) this else ListRequest(query + ("after" to cursor), options)

    /** Makes a [ListRequest]. Not safe for use by several threads at once. */
    public class Builder : RequestOptionsBuilder<Builder>() {
        /** How many items a page has; the server's default unless set. */
        @set:JvmSynthetic
        public var limit: Int? = null

        /** The id of the item that the list begins behind. */
        @set:JvmSynthetic
        public var after: String? = null

        /** `asc` or `desc`, by the time of creation, where the endpoint knows an order. */
        @set:JvmSynthetic
        public var order: String? = null

        /** Sets [limit]. */
        public fun limit(value: Int?): Builder = apply { limit = value }

        /** Sets [after]. */
        public fun after(value: String?): Builder = apply { after = value }

        /** Sets [order]. */
        public fun order(value: String?): Builder = apply { order = value }

        /** The request. */
        public fun build(): ListRequest {
            limit?.let { if (it < 1) throw InvalidRequestException("limit must be at least 1, is $it.") }
            val parameters = listOf("limit" to limit?.toString(), "after" to after, "order" to order)
            return ListRequest(parameters.mapNotNull { (name, value) -> value?.let { name to it } }.toMap(), requestOptions())
        }
    }

    public companion object {
        /** The whole list, as the server orders it. */
        @JvmField
        public val ALL: ListRequest = Builder().build()
    }
}
