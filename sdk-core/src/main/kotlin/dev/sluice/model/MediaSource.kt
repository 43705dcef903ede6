package dev.sluice.model

import dev.sluice.errors.InvalidRequestException
import java.io.ByteArrayInputStream
import java.io.IOException
import java.io.InputStream
import java.io.UncheckedIOException
import java.nio.file.ClosedFileSystemException
import java.nio.file.Files
import java.nio.file.Path
import java.security.MessageDigest

/** Where [Media] comes from. Its functions block. */
internal sealed interface MediaSource {
    /** What it is called, if it has a name. */
    val name: String?

    /** How many bytes there are, at least one. */
    fun size(): Long

    fun open(): InputStream

    class Bytes(private val bytes: ByteArray, override val name: String?) : MediaSource {
        override fun size(): Long {
            if (bytes.isEmpty()) throw InvalidRequestException("There are 0 bytes in $this: nothing that could be shown to a model.")
            return bytes.size.toLong()
        }

        override fun open(): InputStream = ByteArrayInputStream(bytes)

        override fun toString(): String = name ?: "(bytes without a name)"
    }

    class OfFile(private val file: Path) : MediaSource {
        override val name: String? get() = file.fileName?.toString()

        override fun size(): Long {
            val problem = when {
                !Files.exists(file) -> "is not there"
                Files.isDirectory(file) -> "is a directory, not a file"
                !Files.isReadable(file) -> "may not be read"
                else -> null
            }
            if (problem != null) throw InvalidRequestException("The file $file $problem. Nothing was sent.")
            val size = Files.size(file)
            if (size == 0L) throw InvalidRequestException("The file $file is empty: it has 0 bytes.")
            return size
        }

        override fun open(): InputStream = Files.newInputStream(file)

        override fun toString(): String = "$file"
    }

    class Address(val url: String, override val name: String?) : MediaSource {
        override fun size(): Long = throw noBytes()

        override fun open(): InputStream = throw noBytes()

        private fun noBytes() = InvalidRequestException("The bytes of $url are the provider's to fetch: they are not read here.")

        override fun toString(): String = url
    }
}

/** All bytes at once. */
internal fun MediaSource.readBytes(): ByteArray = reading {
    size()
    open().use { it.readBytes() }
}

/** What [read] gives, with a failure to read as the request's. */
internal inline fun <R> MediaSource.reading(read: MediaSource.() -> R): R = try {
    read()
} catch (failure: Exception) {
    throw refusalFor(failure)
}

/** What to throw for [failure]: the request's, where it is one to read; else itself. */
internal fun MediaSource.refusalFor(failure: Exception): Exception {
    val reason = when (failure) {
        is ClosedFileSystemException -> "its file system is closed, and has to stay open until the answer is there"
        is IOException, is UncheckedIOException, is SecurityException -> failure.message ?: "$failure"
        else -> return failure
    }
    return InvalidRequestException("$this cannot be read: $reason. Nothing was sent.", failure)
}

/** Adds the bytes to [digest]; an address has none of its own. Blocks. */
internal fun Media.digestInto(digest: MessageDigest) {
    if (url != null) return
    val piece = ByteArray(DEFAULT_BUFFER_SIZE)
    source.reading {
        size()
        open().use { from -> generateSequence { from.read(piece).takeIf { it >= 0 } }.forEach { digest.update(piece, 0, it) } }
    }
}
