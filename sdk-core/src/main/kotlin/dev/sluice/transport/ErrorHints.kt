package dev.sluice.transport

import java.net.URI
import java.net.URISyntaxException

/** What to do about an error status, where there is more to say than the server said. */
internal fun hintFor(status: Int, error: ErrorBody, headers: HttpHeaders): String? = when {
    status in 300..399 -> redirectHint(headers["location"])
    status == 407 -> "The proxy wants credentials."
    !error.isJson && looksLikeHtml(error, headers) -> "This is a web page: a proxy answered, or the base URL is wrong."
    else -> hintFor(error) ?: hintFor(status)
}

/** What to do about an error by its own words alone, as inside a stream. */
internal fun hintFor(error: ErrorBody): String? = when {
    "insufficient_quota" in listOf(
        error.type,
        error.code,
    ) -> "The account's quota is spent, and waiting does not help: see its plan and billing."

    error.code == "context_length_exceeded" -> "Send less text, ask for fewer tokens, or choose a model with a longer context."

    else -> null
}

private fun hintFor(status: Int): String? = when (status) {
    401 -> "Check the API key: the client's own option, or the environment variable it is read from."
    403 -> "The key may not do this: check its project and permissions."
    404 -> "Check the model's name and the base URL; a model that the key may not use looks the same."
    413 -> "Send less in one request."
    429 -> "Send more slowly, or have the account's limits raised."
    529 -> "Try later, or ask another model."
    else -> null
}

/** Only where it points to, without the query: that may hold a secret. */
private fun redirectHint(location: String?): String {
    val target = try {
        location?.let { URI(it) }?.takeIf { !it.path.isNullOrEmpty() || it.host != null }
    } catch (_: URISyntaxException) {
        null
    }
    val advice = when {
        target == null -> "check the base URL."
        target.host == null -> "it points to ${target.path} on the same server: check the path of the base URL."
        else -> "the base URL should lead to ${URI(target.scheme, null, target.host, target.port, target.path, null, null)}."
    }
    return "Redirects are not followed, since the key would travel along; $advice"
}

private fun looksLikeHtml(error: ErrorBody, headers: HttpHeaders): Boolean =
    headers["content-type"].orEmpty().contains("html", ignoreCase = true) || error.message.startsWith("<")
