package dev.sluice

import dev.sluice.testing.AnthropicReply
import dev.sluice.testing.GeminiReply
import dev.sluice.testing.OpenAiChatReply
import dev.sluice.testing.Reply

/** What goes over the wire for a question with images, documents, sounds and cache points, the same for every face. */
public object GoldenMedia {
    /** The beginnings of files, which is all that tells one kind from another. */
    @JvmField
    public val png: ByteArray = bytes("\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR")

    @JvmField
    public val jpeg: ByteArray = bytes("\u00ff\u00d8\u00ff\u00e0\u0000\u0010JFIF\u0000")

    @JvmField
    public val pdf: ByteArray = bytes("%PDF-1.4\n%%EOF\n")

    @JvmField
    public val wav: ByteArray = bytes("RIFF\u0024\u0000\u0000\u0000WAVEfmt ")

    /** An answer that breaks the type's rules, and one that does not. */
    public const val WRONG: String = """{"what":"chart","bars":-1}"""
    public const val RIGHT: String = """{"what":"chart","bars":3}"""

    /** [json] as [provider] says it. */
    @JvmStatic
    public fun says(provider: String, json: String): Reply = when (provider) {
        "openai" -> OpenAiChatReply.builder().text(json).build()
        "gemini" -> GeminiReply.builder().text(json).build()
        else -> AnthropicReply.builder().text(json).build()
    }

    /** Compares the [requests], bodies in the order they were sent, with what is committed for [provider]. */
    @JvmStatic
    public fun check(provider: String, requests: List<String>): Unit = GoldenWire.check(provider, "media", requests)

    private fun bytes(text: String) = text.toByteArray(Charsets.ISO_8859_1)
}
