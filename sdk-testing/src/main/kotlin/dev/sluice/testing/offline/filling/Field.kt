package dev.sluice.testing.offline.filling

import dev.sluice.testing.offline.reading.Words

/** The place that a value is wanted for: its name, what it belongs to, and so what it means. */
internal class Field(
    /** The property's name; of a list's element the list's name, of the root the type's. */
    val name: String,
    val owner: Field?,
    val notes: Notes,
    /** Keys and indexes from the root. */
    val path: List<String>,
    private val hints: List<String> = owner?.hints.orEmpty(),
) {
    /** The words of the name, in lower case. */
    val words: List<String> = Words.ofIdentifier(name)
    val stems: List<String> = words.map(Words::stem)

    /** The stems by which the text may label it: `name` alone says too little, its owner says whose. */
    val namingStems: List<String> by lazy {
        val vague = words.isNotEmpty() && Meaning.of(words) in VAGUE && words.size == 1
        if (vague && owner?.owner != null && owner.path.lastOrNull()?.toIntOrNull() == null) owner.stems + stems else stems
    }

    /** What it means; a name that says nothing (`value`, `items`, `name`) takes its meaning from what it belongs to. */
    val meaning: Meaning by lazy { resolve(Meaning.entries.toSet()) }

    /** What it means, if it is a number. */
    val numericMeaning: Meaning by lazy { resolve(Meaning.NUMERIC) }

    private fun resolve(among: Set<Meaning>): Meaning {
        val own = Meaning.of(words, among + Meaning.NEUTRAL)
        return when {
            own == Meaning.NAME -> nameOf().takeIf { it in among } ?: Meaning.NAME

            own != Meaning.NEUTRAL -> own

            else -> surroundings().map { Meaning.of(it, among) }.firstOrNull { it != Meaning.OTHER && it != Meaning.NEUTRAL }
                ?: Meaning.NEUTRAL
        }
    }

    /** Whose name: `companyName` says it, `name` is its owner's. */
    private fun nameOf(): Meaning {
        val candidates = listOf(words.dropLast(1)) + generateSequence(owner) { it.owner }.map { it.words }
        return candidates.map { Meaning.of(it) }.firstOrNull { it in Meaning.NAMED } ?: Meaning.NAME
    }

    private fun surroundings(): List<List<String>> =
        listOfNotNull(notes.title, notes.description?.takeIf { it.length < LONGEST_HINT }).map(Words::ofText) +
            listOf(owner?.words.orEmpty().takeIf { owner?.path?.isEmpty() == true } ?: emptyList(), hints)

    /** The field of [child], a property of this. */
    fun property(child: String, notes: Notes): Field = Field(child, this, notes, path + child)

    /** The field of an element of this list. */
    fun element(index: Int, notes: Notes): Field = Field(name, this, notes, path + index.toString())

    private companion object {
        const val LONGEST_HINT = 80
        val VAGUE = setOf(Meaning.NAME, Meaning.NEUTRAL)
    }
}
