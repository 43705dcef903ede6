package dev.sluice.json

/**
 * Ends the scanning at [index] of the piece at hand. [JsonReader] makes the public exception of it, because only there the offset in the
 * whole text and the path are known; so it needs no stack trace of its own.
 */
internal sealed class ScanFailure(message: String, val index: Int) : RuntimeException(message, null, false, false)

internal open class Malformed(override val message: String, index: Int) : ScanFailure(message, index)

/** Something is there that can be mended, but may not be. */
internal class Refused(kind: JsonRepairKind, index: Int) : Malformed("Got ${kind.words}, which JSON does not have,", index)

internal class LimitPassed(val limit: String, val maximum: Long, index: Int) : ScanFailure(limit, index)

/** [character] for an error message: itself where it can be seen, its code point where that helps. */
internal fun describe(character: Char): String {
    val code = "U+" + character.code.toString(16).uppercase().padStart(4, '0')
    return when {
        character in ' '..'~' -> "'$character'"
        character.isLetterOrDigit() -> "'$character' ($code)"
        else -> code
    }
}
