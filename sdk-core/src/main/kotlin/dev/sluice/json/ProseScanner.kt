package dev.sluice.json

/**
 * Looks in an answer's text for the places where JSON may begin: in fences and in prose, but not in thoughts, and in a block of some
 * program only at its begin. May be interrupted after any character; looks at each once.
 *
 * A place is an object's `{` and what may follow it, or the first `[` of lists around one, since what stands in a list is no answer by
 * itself.
 */
internal class ProseScanner {
    private val tags = ThoughtTags()
    private val fences = Fences()
    private var isInThoughts = false
    private var isBlockEmpty = false

    private val brokenRest = BrokenRest()

    /** The block in which what broke off began, and how many were opened in its rest. */
    private var brokenBlock: Fences.Block? = null
    private var blocksInRest = 0
    private var isAfterBrace = false

    /** What the scan stopped at. */
    var mark: ProseMark? = null
        private set

    /** Where JSON may begin; -1 as long as nothing looks like it. */
    var start = -1
        private set

    /** Whether thoughts have begun and not ended. */
    val isThinking: Boolean get() = isInThoughts

    /** Reads [text] in [from] until [to]; gives the index behind what it took, where it found [mark] or came to the end. */
    fun scan(text: CharSequence, from: Int, to: Int): Int {
        mark = null
        var at = from
        while (at < to) {
            look(text[at], at)
            if (mark == ProseMark.VALUE) return at
            at++
            if (mark != null) return at
        }
        return at
    }

    /** Goes on at [at] in [text], behind what was tried as JSON and is none. */
    fun resume(text: CharSequence, at: Int) {
        var before = at - 1
        while (before >= 0 && (text[before] == ' ' || text[before] == '\t')) before--
        fences.moveTo(isAtMargin = before < 0 || text[before] == '\n' || text[before] == '\r')
        tags.forget()
        start = -1
        brokenRest.skip()
        isBlockEmpty = false
    }

    /** Goes on at [at] in [text], behind an object that is whole. */
    fun resumeBehindWhole(text: CharSequence, at: Int) {
        resume(text, at)
        brokenRest.followWhole()
    }

    /**
     * Goes on at [at] in [text], where JSON broke off within [open] brackets of the kind [opening]: the rest of that is passed over.
     * [isSure] if it is JSON beyond doubt.
     */
    fun passOver(text: CharSequence, at: Int, opening: Char, open: Int, isSure: Boolean) {
        resume(text, at)
        brokenRest.begin(opening, open, text[at - 1], isSure)
        restBegins()
    }

    private fun restBegins() {
        brokenBlock = fences.block
        blocksInRest = 0
    }

    private fun look(character: Char, at: Int) {
        tags.see(character, fences.isAtMargin)?.let { return tag(it) }
        if (isInThoughts) return
        if (fences.see(character)) fence()
        val isBehindWhole = brokenRest.isBehindWhole
        if (!brokenRest.has(character)) {
            seek(character, at)
        } else if (isBehindWhole) {
            mark = ProseMark.TORN
            restBegins()
        }
        if (!character.isWhitespace() && start < 0) isBlockEmpty = false
    }

    private fun fence() {
        if (brokenRest.isOpen && brokenRest.isSure && isFenceInRest()) {
            fences.stayIn(brokenBlock)
            return
        }
        brokenRest.forget()
        start = -1
        isBlockEmpty = fences.block != null
    }

    /** Whether a fence belongs to the rest of what broke off: all do but the one that closes the block in which that began. */
    private fun isFenceInRest(): Boolean {
        if (brokenBlock == null) return true
        val isOpening = fences.block != null
        if (!isOpening && blocksInRest == 0) return !brokenRest.isOutside
        blocksInRest += if (isOpening) 1 else -1
        return true
    }

    private fun tag(tag: ThoughtTag) {
        if (!isInThoughts) {
            mark = when (tag) {
                ThoughtTag.OPENING -> null
                ThoughtTag.OPENING_IN_LINE -> ProseMark.MAYBE_THOUGHTS
                ThoughtTag.CLOSING -> ProseMark.END_OF_THOUGHTS
            }
        }
        if (tag != ThoughtTag.OPENING_IN_LINE) isInThoughts = tag == ThoughtTag.OPENING
        fences.moveTo(isAtMargin = true)
        // A block that thoughts left open ends with them.
        if (tag == ThoughtTag.CLOSING) fences.stayIn(null)
        start = -1
        brokenRest.forget()
    }

    private fun seek(character: Char, at: Int) {
        if (start >= 0 && isAfterBrace && mayFollowBrace(character)) {
            mark = ProseMark.VALUE
            return
        }
        when {
            character == '{' || character == '[' -> {
                val isInList = start >= 0 && !isAfterBrace
                if (!isInList) start = if (mayBegin()) at else -1
                isAfterBrace = character == '{'
            }

            !character.isWhitespace() -> start = -1
        }
    }

    private fun mayBegin() = fences.block != Fences.Block.CODE || isBlockEmpty

    // What may be mended, or is refused, begins here too: reading tells it from prose.
    private fun mayFollowBrace(character: Char) =
        character in "\"}'/" || character in '\u2018'..'\u201F' || character.beginsBareKey()
}
