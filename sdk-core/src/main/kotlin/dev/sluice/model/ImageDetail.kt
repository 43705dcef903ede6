package dev.sluice.model

/** How closely a model looks at an image, where the provider lets one choose (OpenAI): more detail costs more tokens. */
public enum class ImageDetail {
    /** As the provider thinks fit. */
    AUTO,

    /** A small version of the image, for few tokens. */
    LOW,

    /** The whole of it, up to the model's own limit. */
    HIGH,
}
