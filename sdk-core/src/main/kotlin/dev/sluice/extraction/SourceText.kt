package dev.sluice.extraction

import dev.sluice.errors.InvalidRequestException
import dev.sluice.json.ArrayValue
import dev.sluice.json.NullValue
import dev.sluice.json.StringValue
import kotlin.reflect.KProperty1

/**
 * A text that answers quote from: checks their quotes, and finds where they stand.
 *
 * ```
 * val source = SourceText(text)
 * val answer = sluice.extract<Answer> {
 *     user(text)
 *     validate(source.citedIn(Answer::facts, Fact::quotes))
 * }
 * answer.facts.first().quotes.map(source::find)
 * ```
 *
 * A quote is word for word, and yet models set it differently. So these do not count: upper and lower case, whether a letter and its
 * accent are one character or two, how much white space there is and of what kind, typographic quotation marks and dashes against plain
 * ones, soft hyphens and characters without a width, quotation marks around the quote, and a full stop, comma, colon or semicolon at
 * its end. It begins and ends with whole words and whole numbers: `5 million` is no quote from `1.5 million`. Where it leaves something
 * out (`…`, `...`, `[…]`), its pieces must follow one another in the text, at whatever distance.
 *
 * Immutable. The text is read once, when this is made; a search takes time in proportion to it, whatever the quote.
 */
public class SourceText(public val text: String) {
    private val folded = FoldedText(text)

    /** Where [quote] stands for the first time, a span for each of its pieces; empty if it does not stand in the text. */
    public fun find(quote: String): List<TextSpan> {
        val wanted = FoldedText(quote).content.trim { it in WRAPPING }.trimEnd { it in ENDING || it in WRAPPING }
        return findPieces(listOf(wanted)).ifEmpty { findPieces(wanted.split(ELISION).map { it.trim() }.filter { it.isNotEmpty() }) }
    }

    /** A check that all strings in the property [quotes] stand in this text: one, or those of a list. Each bad one is an error. */
    @JvmSynthetic
    public fun <T> citedIn(quotes: KProperty1<in T, *>): Validator<T> = Validator { _, scope -> check(scope.at(scope.nameOf(quotes))) }

    /** The same for the property [quotes] of each element of [list]. */
    @JvmSynthetic
    public fun <T, E : Any> citedIn(list: KProperty1<in T, List<E>?>, quotes: KProperty1<in E, *>): Validator<T> =
        Validator { _, scope -> scope.at(scope.nameOf(list)).elements().forEach { check(it.at(it.nameOf(quotes))) } }

    /**
     * Checks what stands at [scope], one string or those of a list, from within a check of your own:
     * `validate { source.check(at(Report::summary).at("quotes")) }`.
     *
     * @throws InvalidRequestException if it is neither
     */
    public fun check(scope: ValidationScope<*>) {
        when (val json = scope.json) {
            null, is NullValue -> Unit

            is ArrayValue -> scope.elements().forEach { check(it) }

            is StringValue ->
                if (find(json.string).isEmpty()) scope.reject("does not stand in the source text; quote it word for word")

            else ->
                throw InvalidRequestException(
                    "A quote is a string, or a list of strings; what is to be checked at ${scope.path} is neither.",
                )
        }
    }

    private fun ValidationScope<*>.elements() = (json as? ArrayValue)?.elements.orEmpty().indices.map { at(it) }

    private fun findPieces(pieces: List<String>): List<TextSpan> {
        val spans = ArrayList<TextSpan>()
        var from = 0
        for (piece in pieces) {
            if (piece.codePoints().noneMatch(Character::isLetterOrDigit)) return emptyList()
            val start = folded.indexOfWords(piece, from) ?: return emptyList()
            from = start + piece.length
            spans += folded.span(start, from)
        }
        return spans
    }

    override fun toString(): String = "SourceText(${text.length} characters)"

    private companion object {
        const val WRAPPING = " \"'"
        const val ENDING = ".,:;"
        val ELISION = Regex("\\[\\.{3}]|\\(\\.{3}\\)|\\.{3}")
    }
}
