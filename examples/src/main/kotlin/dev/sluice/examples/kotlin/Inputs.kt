package dev.sluice.examples.kotlin

import java.io.File

/** The text to work on: the file that `-Dinput=FILE` names, standard input for `-Dinput=-`, otherwise the example's own. */
fun inputText(own: String): String = when (val input = System.getProperty("input")) {
    null, "" -> checkNotNull(JobListing::class.java.getResourceAsStream("/$own")) { "no text $own" }
        .use { it.readBytes().decodeToString() }

    "-" -> System.`in`.readBytes().decodeToString()

    else -> File(input).also { require(it.isFile) { "there is no file $it to read (-Dinput)" } }.readText()
}.trim()
