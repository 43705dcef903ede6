package dev.sluice.testing.offline.filling

import dev.sluice.testing.offline.reading.NameKind
import dev.sluice.testing.offline.reading.Passage
import dev.sluice.testing.offline.reading.Words

/** Finds the sentence of a text that answers a question: one that shares its words, and has the kind of fact that it asks for. */
internal object Questions {
    private val COMMON =
        Words.stems("what who whom whose where when which how why is are was were do does did the a an of in to and or it much many")
    private const val KIND = 1.5

    /** Null if no sentence has anything to do with [question]. */
    fun answer(question: String, passage: Passage): String? {
        val asked = Words.stemsOf(question).filter { it !in COMMON }.toSet()
        val ranked = passage.sentences.filter { it != question }.map { sentence ->
            val shared = Words.stemsOf(sentence).distinct().count { it in asked }
            sentence to (if (shared > 0 && holds(question, Passage(sentence))) shared + KIND else shared.toDouble())
        }
        return ranked.maxByOrNull { it.second }?.takeIf { it.second > 0 }?.first
    }

    private fun holds(question: String, sentence: Passage): Boolean {
        val words = Words.ofText(question)
        return when {
            "where" in words -> sentence.names.of(NameKind.PLACE).isNotEmpty()
            "who" in words || "whom" in words -> sentence.names.of(NameKind.PERSON).isNotEmpty()
            "when" in words -> sentence.moments.isNotEmpty()
            "how" in words && ("much" in words || "many" in words || "long" in words) -> sentence.quantities.isNotEmpty()
            "why" in words -> "because" in sentence.text || "due to" in sentence.text
            else -> false
        }
    }
}
