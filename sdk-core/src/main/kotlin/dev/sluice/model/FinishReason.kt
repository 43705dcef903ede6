package dev.sluice.model

/** Why a model stopped. */
public enum class FinishReason {
    /** It had said what it had to say, or met a stop sequence. */
    STOP,

    /** The output limit was reached: the answer is cut. */
    LENGTH,

    /** It calls a tool. */
    TOOL_CALLS,

    /** It declined to answer. */
    REFUSAL,

    /** The provider's filter took the answer back. */
    CONTENT_FILTER,

    /** A reason of the provider's that this version does not know. */
    OTHER,
}
