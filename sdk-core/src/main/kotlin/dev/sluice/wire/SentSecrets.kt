package dev.sluice.wire

import dev.sluice.errors.ApiException
import dev.sluice.errors.SluiceException
import dev.sluice.errors.withTexts
import dev.sluice.transport.HttpHeaders
import dev.sluice.transport.HttpRequest
import java.net.URLDecoder
import java.util.Collections

/**
 * The keys that went out with one call, so that no failure shows them: some servers repeat a key that they refuse. Answers that are no
 * failures stay as they are.
 */
internal class SentSecrets {
    // Attempts follow each other, on whatever threads.
    private val secrets = Collections.synchronizedSet(LinkedHashSet<String>())

    /** Learns the secrets of [request], which is about to be sent, and of what interceptors make of it. */
    fun of(request: HttpRequest): HttpRequest {
        learn(request)
        return request.whenSent(::learn)
    }

    private fun learn(request: HttpRequest): Unit = with(request) {
        headers.forEach { name, value -> if (HttpHeaders.isSecret(name)) value.split(' ').forEach(::add) }
        for (parameter in url.substringAfter('?', "").split('&')) {
            val value = parameter.substringAfter('=', "")
            if (!HttpHeaders.isSecret(parameter.substringBefore('='))) continue
            add(value)
            add(decoded(value))
        }
    }

    /** What [block] returns; what it throws shows no secret. */
    inline fun <R> hiding(block: () -> R): R = try {
        block()
    } catch (e: ApiException) {
        throw hideIn(e)
    }

    fun hideIn(failure: SluiceException): SluiceException = if (failure is ApiException) failure.withTexts(::hide) else failure

    private fun hide(text: String): String = secrets.fold(text) { shown, secret ->
        if (secret.take(SHORTEST) in shown) hideCut(shown.replace(secret, HIDDEN), secret) else shown
    }

    /** Without the start of [secret] where a text was cut inside it. */
    private fun hideCut(text: String, secret: String): String = (secret.length - 1 downTo SHORTEST).fold(text) { shown, length ->
        val start = secret.take(length)
        if (shown.endsWith(start)) shown.removeSuffix(start) + HIDDEN else shown.replace("$start…", "$HIDDEN…")
    }

    private fun add(secret: String) {
        // What is shorter is no key: servers that ask for none are given any word, and such words stand in honest messages.
        if (secret.length < SHORTEST) return
        secrets += secret
        if ('/' in secret) secrets += secret.replace("/", "\\/")
    }

    private fun decoded(value: String): String = try {
        URLDecoder.decode(value, "UTF-8")
    } catch (_: IllegalArgumentException) {
        value
    }

    private companion object {
        const val SHORTEST = 8
        const val HIDDEN = "<hidden>"
    }
}
