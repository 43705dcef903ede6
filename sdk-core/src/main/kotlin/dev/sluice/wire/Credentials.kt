package dev.sluice.wire

import dev.sluice.errors.InvalidRequestException

/** A key, or where it is asked for: anew for each try of a call. [source] is the option or the variable that it came from. */
internal class ApiKey(private val source: String, private val read: suspend () -> String) {
    /** The key, fit to stand in a header. */
    suspend fun value(): String = checkedKey(read(), source)

    override fun toString(): String = "ApiKey(from $source)"

    companion object {
        /** A key that stays the same. It is checked here and now. */
        fun of(key: String, source: String): ApiKey {
            checkedKey(key, source)
            return ApiKey(source) { key }
        }
    }
}

// HTTP clients show the value when they refuse a header, so a key that they would refuse must not reach them.
private fun checkedKey(key: String, source: String): String {
    if (key.isBlank()) throw InvalidRequestException("The key from $source is blank.")
    if (key.any { it == '\r' || it == '\n' }) {
        throw InvalidRequestException(
            "The key from $source holds a line break. It was probably read from a file: remove the white space around it.",
        )
    }
    if (key.any { it <= ' ' || it > '~' }) {
        throw InvalidRequestException(
            "The key from $source holds a space or a character that no key has. Check that it is whole and alone.",
        )
    }
    return key
}
