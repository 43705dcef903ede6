package dev.sluice.model

/** A sound, such as speech; [MediaPart] says what the providers take. */
public class AudioPart(override val media: Media) : MediaPart {
    override fun toString(): String = "Audio($media)"
}
