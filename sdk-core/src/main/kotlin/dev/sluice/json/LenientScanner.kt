package dev.sluice.json

import dev.sluice.json.JsonRepairKind.COMMENT
import dev.sluice.json.JsonRepairKind.CONTROL_CHARACTER
import dev.sluice.json.JsonRepairKind.SINGLE_QUOTES
import dev.sluice.json.JsonRepairKind.SMART_QUOTES
import dev.sluice.json.JsonRepairKind.TRAILING_COMMA
import dev.sluice.json.JsonRepairKind.UNQUOTED_KEY

/**
 * Reads JSON, and what [kinds] allow beside it. It goes other ways than [StrictScanner] only where that would give up, so JSON is read
 * as ever, and costs the same.
 *
 * In the midst of a text it knows the other kinds too, and refuses them: so a failure tells what is meant as JSON from what is not.
 */
internal class LenientScanner(
    builder: TreeBuilder,
    limits: JsonLimits,
    onDuplicateKey: (offset: Long) -> Unit,
    private val kinds: Set<JsonRepairKind>,
    /** Whether the value stands in the midst of a text: then what follows it is left alone. */
    private val isInText: Boolean,
    private val onRepair: (kind: JsonRepairKind, offset: Long) -> Unit,
) : StrictScanner(builder, limits, onDuplicateKey) {
    private var comment = Comment.SLASH
    private var commentOffset = 0L
    private var isBehindBareKey = false
    private val known = if (isInText) JsonRepairKind.ALL else kinds

    init {
        if (CONTROL_CHARACTER in kinds) {
            strings.onControl = { at -> repair(CONTROL_CHARACTER, at) }
            // In the midst of a text a quote behind a brace may be prose, and reach for the next quote over any number of lines.
            if (!isInText) keys.onControl = { at -> repair(CONTROL_CHARACTER, at) }
        }
    }

    override fun unexpected(character: Char, at: Int): Int = when {
        isInText && expected == Expected.NOTHING -> stop(at)
        character == '/' && COMMENT in known -> beginComment(at)
        character == ']' && expected == Expected.ELEMENT && TRAILING_COMMA in known -> endBehindComma(at)
        character == '}' && expected == Expected.KEY && TRAILING_COMMA in known -> endBehindComma(at)
        expected.isKey && UNQUOTED_KEY in known && character.beginsBareKey() -> beginBareKey(at)
        expected.isKey || expected.isValue -> beginQuoted(character, at)
        else -> super.unexpected(character, at)
    }

    private fun endBehindComma(at: Int): Int {
        repair(TRAILING_COMMA, at, commaOffset)
        end()
        return at + 1
    }

    private fun beginQuoted(quote: Char, at: Int): Int {
        val closers = SMART_CLOSERS[quote]
        val kind = if (closers != null) SMART_QUOTES else SINGLE_QUOTES
        if (kind !in known || (closers == null && quote != '\'')) return super.unexpected(quote, at)
        if (expected.isKey) beginKey(at, closers ?: "'") else beginString(at, closers ?: "'")
        repair(kind, at)
        return at + 1
    }

    private fun beginBareKey(at: Int): Int {
        beginKey(at)
        token = Token.BARE_KEY
        isBehindBareKey = false
        return at
    }

    private fun beginComment(at: Int): Int {
        token = Token.COMMENT
        tokenOffset = -1
        commentOffset = base + at
        comment = Comment.SLASH
        return at + 1
    }

    override fun lenient(chars: CharArray, from: Int, to: Int): Int =
        if (token == Token.COMMENT) comment(chars, from, to) else bareKey(chars, from, to)

    /** Reads on to the colon: only that makes it a key, and not a word in braces. */
    private fun bareKey(chars: CharArray, from: Int, to: Int): Int {
        var at = from
        while (!isBehindBareKey && at < to && chars[at].continuesBareKey()) at++
        keep(chars, from, at)
        if (at < to) isBehindBareKey = true
        while (at < to && chars[at].isJsonSpace()) at++
        if (at == to) return at
        if (chars[at] != ':') throw Malformed("Expected ${Expected.COLON.words}, got ${describe(chars[at])}", at)
        repair(UNQUOTED_KEY, at, tokenOffset)
        endKey(at)
        return at
    }

    private fun keep(chars: CharArray, from: Int, to: Int) {
        val taken = minOf(to - from, limits.maxKeyLength - keyText.length)
        keyText.append(chars, from, from + taken)
        if (taken < to - from) throw LimitPassed("maxKeyLength", limits.maxKeyLength.toLong(), from + taken)
    }

    private fun comment(chars: CharArray, from: Int, to: Int): Int {
        var at = from
        while (at < to && token == Token.COMMENT) comment(chars[at], at++)
        return at
    }

    private fun comment(character: Char, at: Int) {
        val isLineEnd = character == '\n' || character == '\r'
        when (comment) {
            Comment.SLASH -> {
                comment = when (character) {
                    '/' -> Comment.LINE
                    '*' -> Comment.BLOCK
                    else -> throw Malformed("Expected '/' or '*' of a comment after '/', got ${describe(character)}", at)
                }
                repair(COMMENT, at, commentOffset)
            }

            Comment.LINE -> if (isLineEnd) token = Token.NONE

            Comment.BLOCK -> if (character == '*') comment = Comment.ASTERISK

            Comment.ASTERISK -> if (character == '/') {
                token = Token.NONE
            } else if (character != '*') {
                comment = Comment.BLOCK
            }
        }
    }

    private fun repair(kind: JsonRepairKind, at: Int, offset: Long = base + at) {
        if (kind !in kinds) throw Refused(kind, at)
        onRepair(kind, offset)
    }

    private enum class Comment { SLASH, LINE, BLOCK, ASTERISK }

    private companion object {
        /**
         * What may end a string that begins with a typographic quote: the quote that belongs to it, or the plain one. The plain one too,
         * because `“key": “value”` would otherwise be read as one long key.
         */
        val SMART_CLOSERS: Map<Char, String> = mapOf(
            '\u201C' to "\u201D\"",
            '\u201D' to "\u201D\"",
            '\u201E' to "\u201C\u201D\"",
            '\u201F' to "\u201D\"",
            '\u2018' to "\u2019'",
            '\u2019' to "\u2019'",
            '\u201A' to "\u2018\u2019'",
            '\u201B' to "\u2019'",
        )
    }
}

internal fun Char.beginsBareKey(): Boolean = isLetter() || this == '_' || this == '$'

private fun Char.continuesBareKey(): Boolean = isLetterOrDigit() || this == '_' || this == '$' || this == '-'
