package dev.sluice.model

/**
 * A piece of a message that is no text: an image, a document or a sound. Only a user's message can hold it.
 *
 * What each provider takes, by its documentation of November 2026. Sizes are those of the file itself: in a request it travels as base64,
 * which makes a third more of it, and where a provider limits that, its limit is written here as what it leaves for the file.
 *
 * | | OpenAI | Anthropic | Gemini |
 * |---|---|---|---|
 * | images | PNG, JPEG, WebP, GIF | the same, up to 7.5 MB | PNG, JPEG, WebP, HEIC, HEIF |
 * | documents | PDF, up to 50 MB; text | PDF, text | PDF, up to 50 MB; text |
 * | sounds | WAV, MP3 | none | WAV, MP3, AIFF, AAC, OGG, FLAC |
 * | by address | images | images, PDFs | all |
 * | a request's files together | 384 MB | 24 MB | 75 MB |
 *
 * Anthropic's models on Amazon Bedrock and Google Cloud take images of up to 3.75 MB; OpenAI's Responses API takes no sounds, and fetches
 * documents too.
 *
 * What is too large, empty, missing, of a kind that the provider does not take, or not what its name says fails with
 * [dev.sluice.errors.InvalidRequestException] before anything is sent. [MediaLimits] changes the numbers and adds kinds. Text is text of
 * any kind, such as Markdown, CSV or JSON, in UTF-8.
 *
 * Sources: OpenAI's guides to images and to file inputs, Anthropic's on vision, PDFs and request sizes, Gemini's on file input methods.
 */
public sealed interface MediaPart : ContentPart {
    /** Where its bytes come from. */
    public val media: Media
}
