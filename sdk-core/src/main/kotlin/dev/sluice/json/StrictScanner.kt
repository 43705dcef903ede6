package dev.sluice.json

/**
 * Reads JSON exactly as RFC 8259 has it and tells [builder] what it finds. May be interrupted after any character: all that it has to
 * remember is what it expects next and the token that it is in. What else may be allowed begins where this gives up, at [unexpected].
 */
internal open class StrictScanner(
    private val builder: TreeBuilder,
    protected val limits: JsonLimits,
    private val onDuplicateKey: (offset: Long) -> Unit,
) {
    protected val strings = StringScanner(builder.text, "maxStringLength", limits.maxStringLength)
    protected val keyText = TextBuffer()
    protected val keys = StringScanner(keyText, "maxKeyLength", limits.maxKeyLength)
    private val knownKeys = KeyCache()
    private val numbers = NumberScanner(limits.maxNumberLength)
    private val literals = LiteralScanner()
    private var stoppedAt = 0
    protected var expected = Expected.VALUE
        private set
    protected var token = Token.NONE
    protected var commaOffset = 0L
        private set

    /** Where the text being scanned stands in the whole. */
    protected var base = 0L
        private set

    /** Where the last string or key began, at its quote; negative if a comment came behind it. */
    var tokenOffset = 0L
        protected set

    /** Whether it is still being read. */
    val isInString: Boolean get() = token == Token.STRING || token == Token.KEY

    /** Whether a key in quotes was read and its colon comes next. */
    val isBehindKey: Boolean get() = expected == Expected.COLON

    /** Whether a key without quotes is being read. */
    val isInBareKey: Boolean get() = token == Token.BARE_KEY

    /** Whether a key's colon was read and its value is not whole. */
    val isBehindColon: Boolean get() = expected == Expected.MEMBER

    /** Whether a value is being written, or must come next. */
    val isInValue: Boolean
        get() = when (token) {
            Token.NONE, Token.COMMENT -> expected == Expected.ELEMENT || expected == Expected.MEMBER
            Token.KEY, Token.BARE_KEY -> false
            else -> true
        }

    /**
     * Reads the first [length] of [chars], which stand at [offset] in the whole text; gives how many it took. Throws a [ScanFailure];
     * what came before it counts.
     */
    fun scan(chars: CharArray, length: Int, offset: Long): Int {
        base = offset
        var at = 0
        while (at < length) {
            at = when (token) {
                Token.NONE -> structure(chars, at, length)
                Token.STRING -> string(chars, at, length)
                Token.KEY -> key(chars, at, length)
                Token.NUMBER -> number(chars, at, length)
                Token.LITERAL -> literal(chars, at, length)
                Token.COMMENT, Token.BARE_KEY -> lenient(chars, at, length)
            }
        }
        return if (at == STOPPED) stoppedAt else at
    }

    /** Reads on in a token that JSON does not have. */
    protected open fun lenient(chars: CharArray, from: Int, to: Int): Int = error("$token is no token of JSON")

    /** Ends the scanning before the character at [at]. */
    protected fun stop(at: Int): Int {
        stoppedAt = at
        return STOPPED
    }

    /** Nothing follows: the last chance of a number at the root. Gives what is missing, or null if the value is complete. */
    fun finish(): String? {
        if (token == Token.NUMBER && builder.depth == 0 && numbers.canEnd) complete(RealNumber.of(numbers.literal()))
        return when {
            builder.root != null -> null
            token != Token.NONE -> "it stops inside ${token.words}"
            else -> "expected ${expected.words}"
        }
    }

    private fun structure(chars: CharArray, from: Int, to: Int): Int {
        var at = from
        while (at < to && chars[at].isJsonSpace()) at++
        if (at == to) return to
        val character = chars[at]
        when (expected) {
            Expected.VALUE, Expected.ELEMENT, Expected.MEMBER -> return value(character, at)
            Expected.FIRST_ELEMENT -> if (character == ']') end() else return value(character, at)
            Expected.FIRST_KEY -> if (character == '}') end() else return key(character, at)
            Expected.KEY -> return key(character, at)
            Expected.COLON -> if (character == ':') expected = Expected.MEMBER else return unexpected(character, at)
            Expected.ELEMENT_END -> return afterValue(character, at, ']', Expected.ELEMENT)
            Expected.MEMBER_END -> return afterValue(character, at, '}', Expected.KEY)
            Expected.NOTHING -> return unexpected(character, at)
        }
        return at + 1
    }

    private fun afterValue(character: Char, at: Int, closing: Char, next: Expected): Int {
        when (character) {
            ',' -> {
                expected = next
                commaOffset = base + at
            }

            closing -> end()

            else -> return unexpected(character, at)
        }
        return at + 1
    }

    /** Begins a value; gives the index where its reading goes on. */
    private fun value(first: Char, at: Int): Int {
        when (first) {
            '"' -> beginString(at)

            '{' -> {
                beginContainer(at)
                builder.beginObject()
                expected = Expected.FIRST_KEY
            }

            '[' -> {
                beginContainer(at)
                builder.beginArray()
                expected = Expected.FIRST_ELEMENT
            }

            '-', in '0'..'9' -> {
                numbers.begin()
                token = Token.NUMBER
                return at
            }

            else -> {
                if (!literals.begin(first)) return unexpected(first, at)
                token = Token.LITERAL
                return at
            }
        }
        return at + 1
    }

    private fun beginContainer(at: Int) {
        if (builder.depth == limits.maxDepth) throw LimitPassed("maxDepth", limits.maxDepth.toLong(), at)
    }

    /** Begins a string behind its quote; [closers] may end it. */
    protected fun beginString(at: Int, closers: String = StringScanner.QUOTE) {
        token = Token.STRING
        tokenOffset = base + at
        strings.begin(closers)
        builder.beginText()
    }

    private fun key(quote: Char, at: Int): Int {
        if (quote != '"') return unexpected(quote, at)
        beginKey(at)
        return at + 1
    }

    protected fun beginKey(at: Int, closers: String = StringScanner.QUOTE) {
        token = Token.KEY
        tokenOffset = base + at
        keys.begin(closers)
    }

    private fun string(chars: CharArray, from: Int, to: Int): Int {
        val at = strings.scan(chars, from, to)
        if (strings.isClosed) {
            builder.endText()
            afterValue()
        }
        return at
    }

    private fun key(chars: CharArray, from: Int, to: Int): Int {
        val at = keys.scan(chars, from, to)
        if (keys.isClosed) endKey(at)
        return at
    }

    /** The key that ends before [at] is complete. */
    protected fun endKey(at: Int) {
        token = Token.NONE
        expected = Expected.COLON
        val isDuplicate = builder.key(keyText.finishKey(knownKeys))
        if (isDuplicate) onDuplicateKey(tokenOffset)
        if (builder.keyCount > limits.maxKeys) throw LimitPassed("maxKeys", limits.maxKeys.toLong(), at - 1)
    }

    private fun number(chars: CharArray, from: Int, to: Int): Int {
        val at = numbers.scan(chars, from, to)
        if (at < to) complete(RealNumber.of(numbers.literal()))
        return at
    }

    private fun literal(chars: CharArray, from: Int, to: Int): Int {
        val at = literals.scan(chars, from, to)
        literals.value()?.let { complete(it) }
        return at
    }

    private fun complete(value: JsonValue) {
        builder.add(value)
        afterValue()
    }

    /** The innermost container is complete. */
    protected fun end() {
        builder.end()
        afterValue()
    }

    private fun afterValue() {
        token = Token.NONE
        expected = when {
            builder.depth == 0 -> Expected.NOTHING
            builder.insideObject -> Expected.MEMBER_END
            else -> Expected.ELEMENT_END
        }
    }

    /** JSON has no [character] here; gives the index where reading goes on all the same, if it does. */
    protected open fun unexpected(character: Char, at: Int): Int {
        val hint = expected.hint(character)?.let { " ($it)" }.orEmpty()
        throw Malformed("Expected ${expected.words}, got ${describe(character)}$hint", at)
    }

    private companion object {
        /** As an index: nothing more is to be taken. */
        const val STOPPED = Int.MAX_VALUE
    }
}

internal fun Char.isJsonSpace(): Boolean = this == ' ' || this == '\n' || this == '\r' || this == '\t'
