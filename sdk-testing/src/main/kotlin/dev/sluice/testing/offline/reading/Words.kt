package dev.sluice.testing.offline.reading

/** Words of identifiers and of prose, and the stem by which two of them are held to be the same word. */
internal object Words {
    private val IDENTIFIER_SEAM = Regex("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^\\p{L}\\p{N}]+")
    private val WORD = Regex("[\\p{L}\\p{N}]+(?:['’]\\p{L}+)?")

    /** `productName` and `product_name` are both `product`, `name`. */
    fun ofIdentifier(name: String): List<String> = name.split(IDENTIFIER_SEAM).filter { it.isNotEmpty() }.map { it.lowercase() }

    /** The words of [text] in lower case, in order; `can’t` is `can't`. */
    fun ofText(text: String): List<String> = WORD.findAll(text).map { it.value.lowercase().replace('’', '\'') }.toList()

    /** The stems of [text]'s words, in order. */
    fun stemsOf(text: String): List<String> = ofText(text).map(::stem)

    /** A word list written as one string, as stems. */
    fun stems(list: String): Set<String> = list.split(' ', '\n').filter { it.isNotBlank() }.map { stem(it.trim()) }.toSet()

    /** Cuts the endings of number, tense and adverb: `charged`, `charges` and `charging` are `charg`, as is `charge`. */
    fun stem(word: String): String {
        val plain = word.lowercase().removeSuffix("'s")
        val cut = when {
            plain.length > 4 && plain.endsWith("ies") -> plain.dropLast(3) + "y"
            plain.length > 4 && plain.endsWith("sses") -> plain.dropLast(2)
            plain.length > 5 && plain.endsWith("ing") -> undouble(plain.dropLast(3))
            plain.length > 4 && plain.endsWith("ed") -> undouble(plain.dropLast(2))
            plain.length > 4 && plain.endsWith("ly") -> plain.dropLast(2)
            plain.length > 3 && plain.endsWith("s") && !KEEPS_ITS_S.containsMatchIn(plain) -> plain.dropLast(1)
            else -> plain
        }
        return if (cut.length > 3) cut.removeSuffix("e") else cut
    }

    /** `stopped` is `stop`, but `billed` is `bill`. */
    private fun undouble(stem: String): String =
        if (stem.length > 2 && stem[stem.length - 1] == stem[stem.length - 2] && stem.last() !in "lsz") stem.dropLast(1) else stem

    private val KEEPS_ITS_S = Regex("(?:ss|us|is)$")
}
