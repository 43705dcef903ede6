package dev.sluice.model

/** How a model is asked for a type. */
public enum class OutputMode {
    /** The provider's own structured output, constrained by the schema. */
    JSON_SCHEMA,

    /** A tool whose input is the type, which the model must call. */
    TOOLS,

    /** The provider's JSON mode, with the schema in the system message. */
    JSON_OBJECT,
}
