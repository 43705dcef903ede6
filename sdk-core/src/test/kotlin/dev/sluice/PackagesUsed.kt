package dev.sluice

import java.io.File

private val NAME = Regex("""\bdev\.sluice\.(\w+|\*)""")
private val NO_CODE = listOf("package ", "*", "/*", "//")

/** They stand in the root, and mark what stands anywhere. */
private val MARKS = setOf("ExperimentalSluiceApi", "InternalSluiceApi")

/** The packages of ours that [file] uses, its own perhaps among them. */
fun packagesUsedBy(file: File): Set<String> = file.readLines().flatMap(::packagesIn).toSet()

/** The packages of ours that a line of code names; what stands in the root by its own name. */
fun packagesIn(line: String): List<String> = if (NO_CODE.any { line.trimStart().startsWith(it) }) {
    emptyList()
} else {
    NAME.findAll(line).map { it.groupValues[1] }.filter { it !in MARKS }.toList()
}
