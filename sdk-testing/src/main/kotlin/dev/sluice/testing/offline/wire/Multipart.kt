package dev.sluice.testing.offline.wire

import dev.sluice.testing.RecordedRequest
import dev.sluice.testing.offline.request.RequestFault

/** A form with files, `multipart/form-data`, as it was sent. */
internal class Multipart private constructor(private val parts: List<Part>) {
    /** One field: its bytes, and the name of the file that they come from, if they come from one. */
    class Part(val name: String, val fileName: String?, val bytes: ByteArray)

    fun text(name: String): String? = parts.firstOrNull { it.name == name && it.fileName == null }?.bytes?.decodeToString()

    fun file(name: String): Part? = parts.firstOrNull { it.name == name && it.fileName != null }

    companion object {
        private val BOUNDARY = Regex("multipart/form-data;.*boundary=\"?([^\";]+)\"?.*", RegexOption.IGNORE_CASE)
        private const val HEAD_END = "\r\n\r\n"

        /** Throws [RequestFault] if [request] is no such form. */
        fun of(request: RecordedRequest): Multipart {
            val boundary = BOUNDARY.matchEntire(request.header("content-type").orEmpty())?.groupValues?.get(1)
                ?: throw RequestFault(400, "The body of the request is no form: its content type has to be multipart/form-data.")
            // Every byte is one character of ISO 8859-1, and comes back as the same byte.
            val text = "\r\n" + String(request.body, Charsets.ISO_8859_1)
            return Multipart(text.split("\r\n--$boundary").drop(1).takeWhile { !it.startsWith("--") }.mapNotNull(::part))
        }

        private fun part(text: String): Part? {
            val headEnd = text.indexOf(HEAD_END).takeIf { it >= 0 } ?: return null
            val head = String(text.take(headEnd).toByteArray(Charsets.ISO_8859_1))
            val name = parameter(head, "name") ?: return null
            return Part(name, parameter(head, "filename"), text.substring(headEnd + HEAD_END.length).toByteArray(Charsets.ISO_8859_1))
        }

        private fun parameter(head: String, name: String): String? = Regex("[; ]$name=\"([^\"]*)\"").find(head)?.groupValues?.get(1)
    }
}
