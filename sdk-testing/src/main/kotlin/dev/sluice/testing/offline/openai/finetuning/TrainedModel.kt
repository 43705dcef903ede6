package dev.sluice.testing.offline.openai.finetuning

import dev.sluice.testing.offline.embedding.Embedder

/** A model that was trained here: it knows its examples, and answers a question that is like one of theirs as that was answered. */
internal class TrainedModel(private val examples: List<Example>) {
    private val embedder = Embedder(DIMENSIONS)
    private val questions = examples.map { embedder.embed(it.question) }

    /** The answer to the example's question that is most like [question]; null if none is like it. */
    fun recall(question: String): String? {
        val asked = embedder.embed(question)
        val (likeness, index) = questions.mapIndexed { index, it -> Embedder.likeness(it, asked) to index }.maxBy { it.first }
        return examples[index].answer.takeIf { likeness >= LIKE }
    }

    private companion object {
        const val DIMENSIONS = 256
        const val LIKE = 0.5
    }
}
