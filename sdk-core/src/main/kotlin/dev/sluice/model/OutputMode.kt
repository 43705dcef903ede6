package dev.sluice.model

/** How a model is asked for a type. */
public enum class OutputMode {
    /** The provider's own structured output, constrained by the schema. */
    JSON_SCHEMA,

    /** A tool whose input is the type, which the model must call. */
    TOOLS,

    /**
     * Several tools, of which the model calls as many as it needs, as often as it needs: one for each variant of a sealed type, else
     * one for the type. The calls are the elements of a list in their order; where one value is asked for, the first call is the
     * answer. A tool has to be called, so a list cannot come back empty, unless the model thinks and is free to call none.
     */
    PARALLEL_TOOLS,

    /** The provider's JSON mode, with the schema in the system message. */
    JSON_OBJECT,
}
