package dev.sluice.testing.offline.filling

/**
 * Writes a short text that a regular expression matches: the first branch of each choice, the fewest repetitions, the first
 * member of each class. It knows the common syntax; look-around and back-references it does not, and then it returns null.
 */
internal class PatternText private constructor(private val pattern: String) {
    private var at = 0

    private fun branches(depth: Int): String {
        check(depth < DEEPEST)
        val first = sequence(depth)
        while (peek() == '|') {
            at++
            sequence(depth)
        }
        return first
    }

    private fun sequence(depth: Int): String = buildString {
        while (at < pattern.length && peek() != '|' && peek() != ')') {
            val piece = atom(depth)
            repeat(repetitions()) { append(piece) }
            check(length < LONGEST)
        }
    }

    private fun atom(depth: Int): String = when (val char = pattern[at++]) {
        '^', '$' -> ""
        '.' -> "a"
        '(' -> group(depth)
        '[' -> member()
        '\\' -> escape()
        '*', '+', '?', '{' -> throw IllegalStateException("nothing to repeat")
        else -> char.toString()
    }

    private fun group(depth: Int): String {
        if (pattern.startsWith("?:", at)) {
            at += 2
        } else if (peek() == '?') {
            val name = GROUP_NAME.find(pattern.substring(at)) ?: error("look-around")
            at += name.value.length
        }
        val text = branches(depth + 1)
        check(peek() == ')')
        at++
        return text
    }

    private fun escape(): String = when (val char = pattern[at++]) {
        'd' -> "1"
        'w' -> "a"
        's' -> " "
        'D', 'S' -> "a"
        'W' -> "-"
        'n' -> "\n"
        't' -> "\t"
        'r' -> "\r"
        'b', 'A', 'z', 'Z' -> ""
        'u' -> pattern.substring(at, at + 4).toInt(16).toChar().toString().also { at += 4 }
        'p' -> property()
        else -> char.also { check(!it.isLetterOrDigit()) }.toString()
    }

    /** `\p{L}` and its kinds; of other properties no member is known. */
    private fun property(): String {
        val property = PROPERTY.find(pattern.substring(at)) ?: error("property")
        at += property.value.length
        return if (property.groupValues[1].startsWith("L")) "A" else error("property")
    }

    private fun member(): String {
        val negated = peek() == '^'
        val start = at
        if (negated) at++
        // A bracket in the first place is a member.
        if (pattern[at] != '\\') at++
        while (pattern[at] != ']') at += if (pattern[at] == '\\') 2 else 1
        val written = pattern.substring(start, at++)
        val members = Regex("[$written]")
        return CANDIDATES.firstOrNull { members.matches(it) } ?: written.firstOrNull { members.matches(it.toString()) }?.toString()
            ?: error("empty class")
    }

    private fun repetitions(): Int {
        val count = when (peek()) {
            '*', '?' -> 0.also { at++ }

            '+' -> 1.also { at++ }

            '{' -> COUNT.find(pattern.substring(at))!!.let { match ->
                at += match.value.length
                match.groupValues[1].toInt()
            }

            else -> 1
        }
        if (peek() == '?' || peek() == '+') at++
        return count
    }

    private fun peek(): Char? = pattern.getOrNull(at)

    internal companion object {
        private const val DEEPEST = 50
        private const val LONGEST = 2000
        private val GROUP_NAME = Regex("^\\?<[A-Za-z]\\w*>")
        private val PROPERTY = Regex("^\\{?(\\w+)}?")
        private val COUNT = Regex("^\\{(\\d{1,4})(?:,\\d*)?}")
        private val CANDIDATES = (('A'..'Z') + ('a'..'z') + ('1'..'9') + "0 -_./@#+:,".toList()).map { it.toString() }

        /** A text that [pattern] is found in, or null if none could be made. */
        fun of(pattern: String): String? = try {
            val writer = PatternText(pattern)
            writer.branches(0).takeIf { writer.at == pattern.length && Regex(pattern).containsMatchIn(it) }
        } catch (_: RuntimeException) {
            null // A pattern that this does not know, or that is none.
        }
    }
}
