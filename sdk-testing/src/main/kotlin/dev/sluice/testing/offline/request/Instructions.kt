package dev.sluice.testing.offline.request

import dev.sluice.testing.offline.filling.Source
import dev.sluice.testing.offline.reading.Sentences
import dev.sluice.testing.offline.reading.Words

/** Parts a message into what it tells the model to do and the text that it is to do it to. */
internal object Instructions {
    private val VERBS = Words.stems(
        """
        extract list summarise summarize analyse analyze classify categorise categorize find identify describe explain write give
        read tell translate parse generate create make return get determine evaluate review assess rate score compare convert
        rewrite answer fill pull detect diagnose outline
        """,
    )
    private val POLITE =
        Regex("^(?:please|now|then|can you|could you|would you|i want you to|your task is to|you should)[,\\s]+", RegexOption.IGNORE_CASE)
    private val TEXT_LABEL =
        Regex("^(?:document|text|input|content|article|email|message|ticket|review|transcript|source)\\s*:\\s*", RegexOption.IGNORE_CASE)
    private val FENCE = Regex("^(?:```\\w*|\"\"\"|---+|</?[a-z_]+>)$")
    private const val LONGEST_INSTRUCTION = 300
    private const val LEAD_WORDS = 16

    /** [message] as instruction and text. A message that is all instruction keeps its object as the text. */
    fun part(message: String): Source {
        val instructions = mutableListOf<String>()
        val kept = mutableListOf<String>()
        for (line in message.lines()) {
            val text = line.trim()
            when {
                FENCE.matches(text) -> kept += ""
                isInstruction(text) -> instructions += text
                else -> kept += lead(line, instructions)
            }
        }
        val text = kept.joinToString("\n").trim('\n', ' ').replaceFirst(TEXT_LABEL, "")
        if (text.isNotBlank()) return Source(instructions.joinToString(" ").trimEnd(':'), text, isBare = false)
        val instruction = instructions.joinToString(" ").ifEmpty { message.trim() }
        return Source(instruction, objectOf(instruction), isBare = true)
    }

    /** Splits an instruction off the head of a line that goes on with text: `Extract the person: John is 30`. */
    private fun lead(line: String, instructions: MutableList<String>): String {
        val colon = line.indexOf(": ").takeIf { it > 0 } ?: return line
        val head = line.take(colon).trim()
        if (!commands(head) || Words.ofText(head).size > LEAD_WORDS) return line
        instructions += head
        return line.substring(colon + 2).trim()
    }

    /** One sentence that commands, alone on its line; a colon at its end announces the text. */
    private fun isInstruction(line: String): Boolean =
        line.length in 1..LONGEST_INSTRUCTION && commands(line) && !isLeadOnly(line) && Sentences.of(line).all(::commands)

    private fun isLeadOnly(line: String): Boolean = line.indexOf(": ").let { it > 0 && Words.ofText(line.take(it)).size <= LEAD_WORDS }

    private fun commands(sentence: String): Boolean =
        Words.ofText(sentence.trim().replace(POLITE, "")).firstOrNull()?.let { Words.stem(it) in VERBS } == true

    /** `the iPhone 16 Pro for a developer audience`, from `Analyse the iPhone 16 Pro for a developer audience`. */
    private fun objectOf(
        instruction: String,
    ): String = instruction.trim().replace(POLITE, "").substringAfter(' ', instruction).trim(' ', '.', ':', '!')
}
