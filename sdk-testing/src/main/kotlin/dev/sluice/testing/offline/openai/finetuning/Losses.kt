package dev.sluice.testing.offline.openai.finetuning

import dev.sluice.testing.offline.answer.Tokens
import kotlin.math.ln

/**
 * What a job tells of its progress: for each example, how much its answer surprises a model that knows how often each token stood in the
 * examples before, in nats a token. It falls where answers repeat each other's words, as a real training's loss does.
 */
internal object Losses {
    fun of(examples: List<Example>): List<Double> {
        val counts = HashMap<String, Int>()
        var seen = 0
        val known = examples.flatMap { Tokens.of(it.answer) }.toSet().size
        return examples.map { example ->
            val tokens = Tokens.of(example.answer)
            val loss = tokens.sumOf { ln((seen + known).toDouble() / ((counts[it] ?: 0) + 1)) } / maxOf(tokens.size, 1)
            tokens.forEach { counts.merge(it, 1, Int::plus) }
            seen += tokens.size
            loss
        }
    }
}
