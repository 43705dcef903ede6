package dev.sluice.schema

/**
 * Matching that ends. A pattern such as `(a+)+$` takes time without bound over the right text, and the text comes from outside: it
 * gives up after so many looks at the text.
 */
internal object BoundedMatch {
    private const val LOOKS = 20_000_000

    /** What is wrong with [text], or null if [pattern] is found in it. */
    fun complaint(pattern: Regex, text: String): String? = try {
        if (pattern.containsMatchIn(CountedText(text, Looks()))) null else "must match $pattern"
    } catch (_: TooManyLooks) {
        "could not be matched against $pattern in reasonable time; must match it plainly"
    } catch (_: StackOverflowError) {
        "is too long to be matched against $pattern"
    }

    private class TooManyLooks : RuntimeException(null, null, false, false)

    private class Looks {
        private var left = LOOKS

        fun spend() {
            if (left-- == 0) throw TooManyLooks()
        }
    }

    private class CountedText(private val text: CharSequence, private val looks: Looks) : CharSequence {
        override val length: Int get() = text.length

        override fun get(index: Int): Char {
            looks.spend()
            return text[index]
        }

        override fun subSequence(startIndex: Int, endIndex: Int): CharSequence = CountedText(text.subSequence(startIndex, endIndex), looks)

        override fun toString(): String = text.toString()
    }
}
