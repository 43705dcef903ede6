package dev.sluice.transport

import java.io.IOException

/**
 * This failure of an HTTP client's, fit to be shown as a cause: as it is, or, where a text in it names an address, in our words. Ktor puts
 * the whole URL into its messages, and a query can carry a key.
 */
internal fun fitToShow(failure: Throwable): Throwable = if (showsAddress(failure)) ShownFailure(failure) else failure

private fun showsAddress(failure: Throwable): Boolean =
    generateSequence(failure) {
        it.cause
    }.take(MAX_CAUSES).flatMap { sequenceOf(it) + it.suppressed }.any { it.message.orEmpty().showsAddress() }

private fun String.showsAddress(): Boolean = "://" in this || '?' in this

/** Stands for [failure]: its class, its stack and what of its message is no address. Its causes would repeat the address. */
private class ShownFailure(failure: Throwable) :
    IOException(failure.javaClass.simpleName + ": " + failure.message.orEmpty().withoutAddresses()) {
    init {
        stackTrace = failure.stackTrace
    }
}

private fun String.withoutAddresses(): String = split(' ').joinToString(" ") { if (it.showsAddress()) "(address)" else it }

private const val MAX_CAUSES = 20
