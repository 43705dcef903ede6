package dev.sluice.testing.offline.answer

/** Text cut into pieces about as long as a real model's tokens: a word with the space before it, some figures, a few signs. */
internal object Tokens {
    private val PIECE = Regex(" ?\\p{L}{1,8}| ?\\p{N}{1,3}|\\s{1,16}|[^\\p{L}\\p{N}\\s]{1,3}")

    /** The pieces of [text]; joined they are [text] again. */
    fun of(text: String): List<String> = PIECE.findAll(text).map { it.value }.toList()

    fun count(text: String): Int = PIECE.findAll(text).count()
}
