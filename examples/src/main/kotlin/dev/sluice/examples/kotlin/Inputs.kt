package dev.sluice.examples.kotlin

import java.io.File
import java.io.IOException

/** The text to work on: the file that `-Dinput=FILE` names, standard input for `-Dinput=-`, otherwise the example's own. */
fun inputText(own: String): String = when (val input = System.getProperty("input")) {
    null, "" -> checkNotNull(JobListing::class.java.getResourceAsStream("/$own")) { "no text $own" }
        .use { it.readBytes().decodeToString() }

    "-" -> System.`in`.readBytes().decodeToString()

    else -> fileText(File(input))
}.trim()

/** The texts in [text], which blank lines part. */
fun paragraphs(text: String): List<String> = text.split(Regex("\\R(?:\\h*\\R)+")).map { it.trim() }.filter { it.isNotEmpty() }

private fun fileText(file: File): String {
    if (!file.exists()) refuse("there is no file $file to read (-Dinput)")
    if (file.isDirectory) refuse("$file is a directory, not a file to read (-Dinput)")
    return try {
        file.readText()
    } catch (failed: IOException) {
        refuse("$file cannot be read (-Dinput): ${failed.message}")
    }
}

private fun refuse(why: String): Nothing = throw IllegalArgumentException(why)
