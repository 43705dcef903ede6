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
     * answer. A tool has to be called, so a list cannot come back empty, unless the model thinks and is free to call none. An element
     * whose call was cut, or whose input is no JSON, is not valid and says so; the others stand.
     */
    PARALLEL_TOOLS,

    /** The provider's JSON mode, with the schema in the system message. */
    JSON_OBJECT,

    /**
     * Words alone: the schema stands in the system message, which asks for a JSON object in a block. Works with any model, which is held
     * to nothing; so it is used only if asked for, or where a model has no other way. The object is looked for in fences and in prose,
     * thoughts (`<think>…</think>`) are passed over, and the last object counts that is complete; but one with fewer of the properties that
     * the type requires takes no place of one with more, nor does one that had to be mended take the place of one that is JSON as it
     * stands. A part of a broken answer is no answer. Warnings tell what was replaced or passed over. It is read strictly, but for what
     * the option `repairs` allows.
     */
    PROMPTED,
}
