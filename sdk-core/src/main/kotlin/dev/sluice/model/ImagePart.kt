package dev.sluice.model

/** An image; [MediaPart] says what the providers take. [detail] is told to OpenAI alone; null leaves it to the provider. */
public class ImagePart
@JvmOverloads
constructor(override val media: Media, public val detail: ImageDetail? = null) : MediaPart {
    override fun toString(): String = "Image($media)"
}
