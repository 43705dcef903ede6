package dev.sluice.examples.kotlin

import dev.sluice.model.Usage
import java.io.PrintStream

/** Writes fields to a terminal while they grow: only what is new is printed. */
class FieldPrinter(private val out: PrintStream) {
    private val printed = HashMap<String, Int>()
    private var current: String? = null

    fun text(field: String, value: CharSequence) {
        if (value.length > (printed[field] ?: 0)) begin(field)
        grow(field, value)
    }

    fun list(field: String, items: List<String>?) {
        items.orEmpty().forEachIndexed { index, item ->
            val key = "$field $index"
            if (key !in printed && item.isNotEmpty()) {
                begin(field)
                out.print("\n  - ")
            }
            grow(key, item)
        }
    }

    fun done(usage: Usage) {
        out.println("\n\n${usage.inputTokens} tokens in, ${usage.outputTokens} out")
    }

    private fun grow(key: String, value: CharSequence) {
        val from = printed[key] ?: 0
        if (value.length == from) return
        out.print(value.subSequence(from, value.length))
        out.flush()
        printed[key] = value.length
    }

    private fun begin(field: String) {
        if (field == current) return
        if (current != null) out.println()
        out.print("$field: ")
        current = field
    }
}
