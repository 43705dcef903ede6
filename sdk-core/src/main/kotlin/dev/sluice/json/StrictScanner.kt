package dev.sluice.json

/**
 * Reads JSON exactly as RFC 8259 has it and tells [builder] what it finds. May be interrupted after any character: all that it has to
 * remember is what it expects next and the token that it is in.
 */
internal class StrictScanner(
    private val builder: TreeBuilder,
    private val limits: JsonLimits,
    private val onDuplicateKey: (offset: Long) -> Unit,
) {
    private val strings = StringScanner(builder.text, "maxStringLength", limits.maxStringLength)
    private val keyText = TextBuffer()
    private val keys = StringScanner(keyText, "maxKeyLength", limits.maxKeyLength)
    private val knownKeys = KeyCache()
    private val numbers = NumberScanner(limits.maxNumberLength)
    private val literals = LiteralScanner()
    private var expected = Expected.VALUE
    private var token = Token.NONE
    private var tokenOffset = 0L
    private var base = 0L

    /** Whether a value is being written, or must come next. */
    val isInValue: Boolean
        get() = when (token) {
            Token.NONE -> expected == Expected.ELEMENT || expected == Expected.MEMBER
            Token.KEY -> false
            else -> true
        }

    /** Reads the first [length] of [chars], which stand at [offset] in the whole text. Throws a [ScanFailure]; what came before it counts. */
    fun scan(chars: CharArray, length: Int, offset: Long) {
        base = offset
        var at = 0
        while (at < length) {
            at = when (token) {
                Token.NONE -> structure(chars, at, length)
                Token.STRING -> string(chars, at, length)
                Token.KEY -> key(chars, at, length)
                Token.NUMBER -> number(chars, at, length)
                Token.LITERAL -> literal(chars, at, length)
            }
        }
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
            Expected.FIRST_KEY -> if (character == '}') end() else beginKey(character, at)
            Expected.KEY -> beginKey(character, at)
            Expected.COLON -> if (character == ':') expected = Expected.MEMBER else unexpected(character, at)
            Expected.ELEMENT_END -> afterValue(character, at, ']', Expected.ELEMENT)
            Expected.MEMBER_END -> afterValue(character, at, '}', Expected.KEY)
            Expected.NOTHING -> unexpected(character, at)
        }
        return at + 1
    }

    private fun afterValue(character: Char, at: Int, closing: Char, next: Expected) {
        when (character) {
            ',' -> expected = next
            closing -> end()
            else -> unexpected(character, at)
        }
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
                if (!literals.begin(first)) unexpected(first, at)
                token = Token.LITERAL
                return at
            }
        }
        return at + 1
    }

    private fun beginContainer(at: Int) {
        if (builder.depth == limits.maxDepth) throw LimitPassed("maxDepth", limits.maxDepth.toLong(), at)
    }

    private fun beginString(at: Int) {
        token = Token.STRING
        tokenOffset = base + at
        strings.begin()
        builder.beginText()
    }

    private fun beginKey(quote: Char, at: Int) {
        if (quote != '"') unexpected(quote, at)
        token = Token.KEY
        tokenOffset = base + at
        keys.begin()
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
        if (keys.isClosed) {
            token = Token.NONE
            expected = Expected.COLON
            val isDuplicate = builder.key(keyText.finishKey(knownKeys))
            if (isDuplicate) onDuplicateKey(tokenOffset)
            if (builder.keyCount > limits.maxKeys) throw LimitPassed("maxKeys", limits.maxKeys.toLong(), at - 1)
        }
        return at
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

    private fun end() {
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

    private fun unexpected(character: Char, at: Int): Nothing {
        val hint = expected.hint(character)?.let { " ($it)" }.orEmpty()
        throw Malformed("Expected ${expected.words}, got ${describe(character)}$hint", at)
    }
}

private fun Char.isJsonSpace(): Boolean = this == ' ' || this == '\n' || this == '\r' || this == '\t'
