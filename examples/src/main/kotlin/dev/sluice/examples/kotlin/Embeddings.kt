package dev.sluice.examples.kotlin

import dev.sluice.OpenAI
import kotlinx.coroutines.runBlocking
import java.util.Locale

/** Finds the texts that are nearest to a question. */
object Embeddings {
    @JvmStatic
    fun main(arguments: Array<String>): Unit = runBlocking {
        val question = "How long do refunds take?"
        val texts = inputText("answers.txt").lines().filter { it.isNotBlank() }
        openAi().use { openai ->
            val asked = openai.embed(listOf(question)).single()
            val known = openai.embed(texts)
            val ranked = texts.zip(known) { text, vector -> text to likeness(asked, vector) }.sortedByDescending { it.second }

            println(question)
            for ((text, likeness) in ranked.take(2)) println("%.2f  %s".format(Locale.ROOT, likeness, text))
        }
    }

    private suspend fun OpenAI.embed(texts: List<String>): List<FloatArray> = embeddings.create {
        model = "text-embedding-3-small"
        input = texts
    }.data.map { it.vector }

    /** The cosine of the angle between two vectors; theirs have length 1. */
    private fun likeness(one: FloatArray, other: FloatArray): Double = one.indices.sumOf { one[it].toDouble() * other[it] }
}
