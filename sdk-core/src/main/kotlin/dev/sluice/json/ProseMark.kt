package dev.sluice.json

/** What [ProseScanner] comes to in an answer's text. */
internal enum class ProseMark {
    /** JSON may begin. */
    VALUE,

    /** A tag closes thoughts that no tag had opened: all before it was thought. */
    END_OF_THOUGHTS,
}
