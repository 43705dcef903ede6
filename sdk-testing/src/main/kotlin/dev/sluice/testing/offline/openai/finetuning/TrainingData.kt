package dev.sluice.testing.offline.openai.finetuning

import dev.sluice.testing.offline.openai.files.StoredFile
import dev.sluice.testing.offline.request.Body
import dev.sluice.testing.offline.request.RequestFault
import dev.sluice.testing.offline.request.textOf

/** A conversation to learn from: what is asked, and how the model is to answer. */
internal class Example(val question: String, val answer: String)

/** The examples of a training file, or what is wrong with it. */
internal class TrainingData private constructor(val examples: List<Example>, val problem: String?) {
    companion object {
        private const val FEWEST = 10
        private val ROLES = setOf("system", "developer", "user", "assistant", "tool", "function")

        fun read(file: StoredFile): TrainingData = try {
            val examples = file.lines.map { (number, line) -> example(line, number) }
            if (examples.size < FEWEST) {
                throw Invalid("Training file has ${examples.size} example(s), but must have at least $FEWEST examples")
            }
            TrainingData(examples, null)
        } catch (e: Invalid) {
            TrainingData(emptyList(), e.message)
        }

        private fun example(line: String, number: Int): Example {
            val body = try {
                Body.parse(line)
            } catch (_: RequestFault) {
                throw Invalid("Invalid file format. Line $number is no JSON object")
            }
            val messages = body.objects("messages")
            if (messages.isEmpty()) throw Invalid("Invalid file format. Line $number, missing key \"messages\"")
            messages.forEachIndexed { index, message -> check(message, "Line $number, message ${index + 1}") }
            val answer = messages.last().takeIf { it.text("role") == "assistant" }
                ?: throw Invalid("Invalid file format. Line $number, the last message must be from the assistant")
            val question = messages.lastOrNull { it.text("role") == "user" }
            return Example(textOf(question?.json?.get("content")), textOf(answer.json["content"]))
        }

        private fun check(message: Body, place: String) {
            val role = message.text("role") ?: throw Invalid("Invalid file format. $place, missing key \"role\"")
            if (role !in ROLES) throw Invalid("Invalid file format. $place, unknown role \"$role\"")
            if (listOf("content", "tool_calls", "function_call").none { it in message }) {
                throw Invalid("Invalid file format. $place, missing key \"content\"")
            }
        }
    }

    private class Invalid(override val message: String) : RuntimeException(message, null, false, false)
}
