package dev.sluice.json

/** Why a list whose elements were handed out is not the answer. */
internal enum class TakenBack {
    /** It came a second time. */
    REPEATED,

    /** It was thought, and the answer itself follows: a tag closes the thoughts that none had opened. */
    THOUGHT,
}
