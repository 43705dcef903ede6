package dev.sluice.testing.offline.reading

/** A line cut into the pieces that its punctuation sets apart: `Senior Engineer, Platform team, Remote, $180-220k` has four. */
internal object Segments {
    private val SEAM = Regex(",\\s+|;\\s*|\\s+[-–—|·]\\s+|\\s*\\|\\s*|\\t+|\\s+\\(|\\)(?=\\s|$|,)")

    /** The pieces of [line] in order, trimmed; a comma inside a date or a number parts nothing. */
    fun of(line: String): List<String> {
        val whole = Moment.of(line).filter { it.date != null }.map { it.span }
        val pieces = mutableListOf<String>()
        var start = 0
        SEAM.findAll(line).filter { seam -> whole.none { it.overlaps(seam.range) } }.forEach { seam ->
            pieces += line.substring(start, seam.range.first)
            start = seam.range.last + 1
        }
        pieces += line.substring(start)
        return pieces.map { it.trim() }.filter { it.isNotEmpty() }
    }
}
