package dev.sluice.json

/**
 * Keeps a piece of broken JSON from being taken for an answer. Sees each character behind the first JSON once.
 *
 * What is left of JSON that broke off is passed over, until the brackets of the root's own kind are all closed; the other kind is left
 * out of account, since broken JSON often lacks one. Brackets in strings and comments do not count ([LooseStrings]). It ends, too, before
 * a `{` at the margin that stands behind an empty line: nothing written over lines has its parts there, unless something announced them.
 * As long as nothing but its first brace says that it is JSON, it ends before any `{` at the margin.
 *
 * That may be too early. So what stands behind a key still belongs to the JSON before, and behind broken JSON what a comma announces. An
 * object that seemed whole turns out to be torn that way.
 */
internal class BrokenRest {
    private val strings = LooseStrings()
    private val lead get() = strings.lead
    private val margin = Margin()
    private val sequel = Sequel()
    private var opening = '{'
    private var open = 0
    private var before = Before.NOTHING

    val isOpen: Boolean get() = open > 0

    /** Whether what is passed over is JSON beyond doubt. */
    var isSure = false
        private set

    /** Whether it stands in no string and no comment. */
    val isOutside: Boolean get() = strings.isOutside

    /** Whether an object that is whole stands before, and nothing broken behind it. */
    val isBehindWhole: Boolean get() = before == Before.WHOLE

    /** Begins behind [last], within [open] brackets of the kind [opening]. */
    fun begin(opening: Char, open: Int, last: Char, isSure: Boolean) {
        this.opening = opening
        this.open = open
        this.isSure = isSure
        before = Before.BROKEN
        strings.beginBehind(last)
        margin.forget()
    }

    /** Goes on behind an object that is whole. */
    fun followWhole() {
        open = 0
        before = Before.WHOLE
        lead.forget()
        lead.see('}')
        sequel.begin()
    }

    /** Goes on behind something else that was looked at elsewhere. */
    fun skip() {
        open = 0
        lead.forget()
        sequel.forget()
    }

    /** Nothing before matters any more. */
    fun forget() {
        skip()
        before = Before.NOTHING
    }

    /** Whether [character], the next, belongs to it. */
    fun has(character: Char): Boolean {
        if (isOpen && character == '{' && endsHere()) skip()
        if (!isOpen && !reopens(character)) {
            lead.see(character)
            return false
        }
        val isBehindSign = lead.isMemberSign
        strings.see(character)
        if (strings.isOutside) count(character)
        if (lead.isKey || (isBehindSign && character.isQuote())) isSure = true
        margin.see(character)
        return true
    }

    private fun endsHere(): Boolean = margin.isHere && !lead.announcesValue && (!isSure || (margin.isBehindEmptyLine && isOutside))

    private fun reopens(character: Char): Boolean {
        val isMember = before == Before.WHOLE && sequel.isKeyWith(character)
        val isPiece = (character == '{' || character == '[') && (lead.isKey || (before == Before.BROKEN && lead.isBetweenValues))
        if (before == Before.NOTHING || !(isMember || isPiece)) return false
        if (isMember) begin('{', 1, ' ', isSure = true) else begin(character, 0, ' ', isSure = true)
        return true
    }

    private fun count(character: Char) {
        if (character == opening) open++
        if (character == (if (opening == '{') '}' else ']')) open--
    }

    private enum class Before { NOTHING, WHOLE, BROKEN }

    private class Margin {
        private var isLineEmpty = false

        /** Whether the next character is the first of its line. */
        var isHere = false
            private set

        /** Whether an empty line stands before this one. */
        var isBehindEmptyLine = false
            private set

        fun see(character: Char) {
            isHere = character == '\n'
            if (isHere) {
                isBehindEmptyLine = isLineEmpty
                isLineEmpty = true
            } else if (!character.isWhitespace()) {
                isLineEmpty = false
            }
        }

        fun forget() {
            isHere = false
            isLineEmpty = false
            isBehindEmptyLine = false
        }
    }
}
