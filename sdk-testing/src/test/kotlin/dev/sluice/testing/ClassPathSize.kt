package dev.sluice.testing

import java.io.File
import java.io.OutputStream
import java.util.zip.Deflater
import java.util.zip.DeflaterOutputStream
import kotlin.math.ceil

/**
 * Holds the size of what a module puts on its users' class path: its own jar, and all that comes with it at run time. For use in the test
 * of any module whose build writes `target/runtime-classpath.txt`; tests run in the module's own directory.
 */
object ClassPathSize {
    /** Prints the sizes; throws [AssertionError] if the whole or its libraries exceed their limit, in megabytes of a million bytes. */
    fun check(module: String, limit: Double, libraryLimit: Double) {
        val entries = File("target/runtime-classpath.txt").readText().split(File.pathSeparatorChar).filter { it.isNotBlank() }.map(::File)
        val sizes = (entries + File("target/classes")).associateWith(::size)
        val whole = sizes.values.sum() / MEGABYTE
        val libraries = sizes.filterKeys { !isOurs(it) }.values.sum() / MEGABYTE
        check(libraries > 0) { "$module brings nothing: has its class path been written?" }
        val found = "runtime class path of $module: ${show(whole)} MB (limit ${show(limit)}), " +
            "${show(libraries)} MB of it libraries (limit ${show(libraryLimit)})"
        println(found)
        if (whole > limit || libraries > libraryLimit) throw AssertionError("$found\n${list(sizes)}")
    }

    /** A folder is a module that has not been packed yet. */
    private fun isOurs(entry: File) = entry.isDirectory || entry.name.startsWith("sdk-")

    /** Of a jar, or of the jar that a folder of classes is going to be. */
    private fun size(entry: File): Long = if (entry.isDirectory) {
        entry.walk().filter { it.isFile }.sumOf { deflatedSize(it.readBytes()) + ENTRY_BYTES + 2 * it.relativeTo(entry).path.length }
    } else {
        entry.length().also { check(it > 0) { "$entry is missing or empty" } }
    }

    private fun deflatedSize(bytes: ByteArray): Long {
        val deflater = Deflater(Deflater.DEFAULT_COMPRESSION, true)
        DeflaterOutputStream(OutputStream.nullOutputStream(), deflater).use { it.write(bytes) }
        return deflater.bytesWritten.also { deflater.end() }
    }

    private fun list(sizes: Map<File, Long>): String =
        sizes.entries.sortedByDescending { it.value }.joinToString("\n") { "${it.value.toString().padStart(9)} ${it.key.path}" }

    /** Rounded up, so that what is printed never flatters. */
    private fun show(megabytes: Double): String = "${ceil(megabytes * 10) / 10}"

    private const val MEGABYTE = 1_000_000.0

    /** Of the two headers that a zip has for each entry, without the entry's name, which stands in both. */
    private const val ENTRY_BYTES = 76L
}
