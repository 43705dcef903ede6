package dev.sluice.schema

/** What somebody may have meant that names none of what there is. */
internal object Suggestion {
    private const val LISTED = 20
    private const val NEAREST = 5
    private const val COMPARED = 64

    /** `must be one of "low", "high"; did you mean "high"?` A long list is cut to what comes nearest. */
    fun oneOf(allowed: Collection<String>, text: String? = null): String {
        val ranked = text?.let { ranked(allowed, it) }.orEmpty()
        val nearest = meant(ranked)
        if (allowed.size <= LISTED) return "must be one of ${allowed.joinToString(transform = ::quote)}$nearest"
        val some = (ranked + allowed).distinct().take(NEAREST)
        return "must be one of the ${allowed.size} allowed values, such as ${some.joinToString(transform = ::quote)}$nearest"
    }

    /** `; did you mean "high"?`, or nothing where nothing is near. */
    fun nearest(allowed: Collection<String>, text: String): String = meant(ranked(allowed, text))

    private fun meant(ranked: List<String>): String = ranked.firstOrNull()?.let { "; did you mean ${quote(it)}?" }.orEmpty()

    /** The allowed values near [text], the nearest first. */
    private fun ranked(allowed: Collection<String>, text: String): List<String> {
        if (text.length > COMPARED) return emptyList()
        val said = normalized(text)
        return allowed.filter { it.length <= COMPARED }
            .map { it to distance(said, normalized(it)) }
            .filter { (name, steps) -> steps <= maxOf(name.length, text.length) / 3 }
            .sortedBy { it.second }
            .map { it.first }
    }

    /** Letter case and the marks between words are what models most often get wrong. */
    private fun normalized(text: String): String = text.lowercase().filter { it.isLetterOrDigit() }

    /** Levenshtein's, one row at a time. */
    private fun distance(from: String, to: String): Int {
        var row = IntArray(to.length + 1) { it }
        for (i in from.indices) {
            val next = IntArray(to.length + 1)
            next[0] = i + 1
            for (j in to.indices) {
                next[j + 1] = minOf(next[j] + 1, row[j + 1] + 1, row[j] + if (from[i] == to[j]) 0 else 1)
            }
            row = next
        }
        return row[to.length]
    }

    private fun quote(name: String) = "\"$name\""
}
