package dev.sluice.model

/**
 * A document: a PDF, of which a model sees the pages and reads the text, or a text. [MediaPart] says what the providers take.
 *
 * What it is called goes along: to Anthropic as its title, to OpenAI as the name of a PDF that travels in the request, which is
 * `document.pdf` where it has none, for that has to have one. Gemini takes no names.
 */
public class DocumentPart(override val media: Media) : MediaPart {
    override fun toString(): String = "Document($media)"
}
