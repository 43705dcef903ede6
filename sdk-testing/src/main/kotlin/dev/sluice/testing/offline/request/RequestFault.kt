package dev.sluice.testing.offline.request

/** The request is not one that the provider would serve. */
internal class RequestFault(
    val status: Int,
    override val message: String,
    /** The parameter at fault, where there is one. */
    val parameter: String? = null,
    /** OpenAI's `code`. */
    val code: String? = null,
    /** What the answer says in its headers beside. */
    val headers: Map<String, String> = emptyMap(),
) : RuntimeException(message, null, false, false)
