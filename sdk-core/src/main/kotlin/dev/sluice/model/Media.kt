package dev.sluice.model

import dev.sluice.errors.InvalidRequestException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import java.io.File
import java.net.URI
import java.net.URISyntaxException
import java.nio.file.InvalidPathException
import java.nio.file.Path

/**
 * Where the bytes of an image, a document or a sound come from: memory, a file, or an address that the provider fetches. Immutable.
 *
 * A file is read when a request is made that shows it, away from the caller's thread, and once for all attempts of that request; it may
 * be missing until then. What kind of file it is is seen from its first bytes, then from its name, unless it is told; what is told is
 * believed, unless the first bytes are those of another kind.
 *
 * ```kotlin
 * Media.of(File("invoice.pdf"))
 * Media.of(bytes, "image/png")
 * Media.url("https://example.com/chart.png")
 * ```
 */
public class Media private constructor(internal val source: MediaSource, type: String?) {
    /** What kind of file the caller says it is, such as `image/png`; null if nothing was said. */
    public val mediaType: String? = type?.let(MediaTypes::normal)

    /** What it is called: the name given with the bytes, the file's, or the last part of the address; null if there is none. */
    public val name: String? get() = source.name

    /** The address that the provider fetches it from; null for bytes and files. */
    public val url: String? get() = (source as? MediaSource.Address)?.url

    /**
     * All of its bytes, for a [ChatModel] of one's own; read away from the caller's thread.
     *
     * @throws InvalidRequestException when the file is missing, empty or cannot be read, or when there is only an address
     */
    public suspend fun readBytes(): ByteArray = withContext(Dispatchers.IO) { source.readBytes() }

    /** What it is called, without the bytes. */
    override fun toString(): String = source.toString()

    public companion object {
        /** Bytes in memory. The array is not copied: leave it as it is until the answer is there. [name] tells its kind, and goes along where a provider takes names. */
        @JvmStatic
        @JvmOverloads
        public fun of(bytes: ByteArray, mediaType: String? = null, name: String? = null): Media =
            Media(MediaSource.Bytes(bytes, name), mediaType)

        /**
         * A file on disk.
         *
         * @throws InvalidRequestException when no file can have that name
         */
        @JvmStatic
        @JvmOverloads
        public fun of(file: File, mediaType: String? = null): Media = of(pathOf(file), mediaType)

        /** A file of any file system, such as one inside a zip file, which has to stay open until the answer is there. */
        @JvmStatic
        @JvmOverloads
        public fun of(file: Path, mediaType: String? = null): Media = Media(MediaSource.OfFile(file), mediaType)

        /**
         * Something that the provider fetches by itself: an `http` or `https` address that it can reach, or one of its own storage. The
         * [mediaType] is needed where the address does not end in a file's name.
         *
         * @throws InvalidRequestException when [url] is no such address
         */
        @JvmStatic
        @JvmOverloads
        public fun url(url: String, mediaType: String? = null): Media = Media(MediaSource.Address(url, nameIn(url)), mediaType)

        private fun pathOf(file: File): Path = try {
            file.toPath()
        } catch (failure: InvalidPathException) {
            val shown = file.path.map { if (it.isISOControl()) '?' else it }.joinToString("").take(LONGEST_SHOWN)
            throw InvalidRequestException(
                "\"$shown\" is no name that a file can have (${failure.reason}): give the path of one that is there.",
                failure,
            )
        }

        private fun nameIn(url: String): String? {
            val uri = try {
                URI(url)
            } catch (_: URISyntaxException) {
                null
            }
            val scheme = uri?.scheme?.lowercase()
            if (scheme == "data") {
                throw InvalidRequestException("Media.url takes an address, not the data itself: give the bytes to Media.of.")
            }
            if (scheme !in SCHEMES || uri?.rawAuthority.isNullOrEmpty()) {
                throw InvalidRequestException(
                    "\"${url.take(LONGEST_SHOWN)}\" is no address that a provider can fetch, such as https://example.com/chart.png.",
                )
            }
            return uri.path?.substringAfterLast('/')?.takeIf { it.isNotEmpty() }
        }

        private val SCHEMES = setOf("http", "https", "gs")
        private const val LONGEST_SHOWN = 200
    }
}
