package dev.sluice.testing.offline.looking

import dev.sluice.testing.offline.request.RequestFault
import java.io.ByteArrayOutputStream
import java.util.zip.DataFormatException
import java.util.zip.Inflater

/** What can be read in a PDF without a library: how many pages it has, and the text that stands in its pages as plain strings. */
internal object PdfFacts {
    private val PAGE = Regex("/Type\\s*/Page(?![a-zA-Z])")
    private val STREAM = Regex("stream\r?\n")
    private val TEXT = Regex("BT\\b(.*?)\\bET\\b", RegexOption.DOT_MATCHES_ALL)
    private val PIECE = Regex("\\(((?:\\\\.|[^\\\\()])*)\\)|(T[dD*m]|'|\")(?=\\s)", RegexOption.DOT_MATCHES_ALL)
    private val ESCAPE = Regex("\\\\(\\d{1,3}|.)", RegexOption.DOT_MATCHES_ALL)
    private const val MOST_BYTES = 4 shl 20

    fun of(file: ShownFile): String {
        if (!file.bytes.decodeLatin().startsWith("%PDF-")) throw RequestFault(400, "The PDF specified was not valid.")
        val streams = streams(file.bytes)
        val pages = (listOf(file.bytes.decodeLatin()) + streams).sumOf { PAGE.findAll(it).count() }
        val text = streams.flatMap { TEXT.findAll(it) }.joinToString("\n") { textOf(it.groupValues[1]) }.trim()
        return listOf("Format: PDF", "Pages: $pages", "", text).joinToString("\n").trim()
    }

    /** The document's streams, unpacked where they are packed. */
    private fun streams(bytes: ByteArray): List<String> {
        val all = bytes.decodeLatin()
        return STREAM.findAll(all).filterNot { all.startsWith("endstream", maxOf(0, it.range.first - END)) }.map { start ->
            val from = start.range.last + 1
            val to = all.indexOf("endstream", from).let { if (it < 0) bytes.size else it }
            inflated(bytes, from, to) ?: all.substring(from, to)
        }.toList()
    }

    private fun inflated(bytes: ByteArray, from: Int, to: Int): String? {
        val inflater = Inflater()
        return try {
            inflater.setInput(bytes, from, to - from)
            val out = ByteArrayOutputStream()
            val piece = ByteArray(8 shl 10)
            while (!inflater.finished() && out.size() < MOST_BYTES) {
                val count = inflater.inflate(piece)
                if (count == 0) break
                out.write(piece, 0, count)
            }
            out.toByteArray().decodeLatin()
        } catch (_: DataFormatException) {
            null
        } finally {
            inflater.end()
        }
    }

    /** The strings that are shown; what moves to another place is a new line. */
    private fun textOf(operators: String): String = PIECE.findAll(operators).joinToString("") { piece ->
        if (piece.groups[1] != null) unescaped(piece.groupValues[1]) else "\n"
    }.trim()

    private fun unescaped(text: String): String = ESCAPE.replace(text) { escape ->
        val code = escape.groupValues[1]
        when {
            code[0].isDigit() -> code.toInt(radix = 8).toChar().toString()
            code == "n" || code == "r" -> "\n"
            code == "t" -> "\t"
            else -> code
        }
    }

    private fun ByteArray.decodeLatin() = String(this, Charsets.ISO_8859_1)

    private const val END = 3
}
