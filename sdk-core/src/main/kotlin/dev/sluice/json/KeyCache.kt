package dev.sluice.json

/** Keys seen lately, so that ten thousand records share one string for each of their keys. A fixed table: newer keys push out older ones. */
internal class KeyCache {
    private val keys = arrayOfNulls<String>(SIZE)

    /** A string of these characters, a new one if none is at hand. */
    fun get(chars: CharArray, start: Int, length: Int): String {
        if (length > LONGEST) return String(chars, start, length)
        var hash = length
        for (at in start until start + length) hash = 31 * hash + chars[at].code
        val cell = (hash xor (hash ushr 16)) and (SIZE - 1)
        val known = keys[cell]
        if (known != null && same(known, chars, start, length)) return known
        return String(chars, start, length).also { keys[cell] = it }
    }

    private fun same(known: String, chars: CharArray, start: Int, length: Int): Boolean {
        if (known.length != length) return false
        for (at in 0 until length) if (known[at] != chars[start + at]) return false
        return true
    }

    private companion object {
        const val SIZE = 128
        const val LONGEST = 64
    }
}
