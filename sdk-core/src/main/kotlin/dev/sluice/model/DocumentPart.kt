package dev.sluice.model

/** A document: a PDF, of which a model sees the pages and reads the text, or a text. [MediaPart] says what the providers take. */
public class DocumentPart(override val media: Media) : MediaPart {
    override fun toString(): String = "Document($media)"
}
