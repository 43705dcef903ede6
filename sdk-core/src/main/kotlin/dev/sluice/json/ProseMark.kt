package dev.sluice.json

/** What [ProseScanner] comes to in an answer's text. */
internal enum class ProseMark {
    /** JSON may begin. */
    VALUE,

    /** The object before, which seemed whole, goes on. */
    TORN,

    /** Thoughts may begin, if a closing tag follows. */
    MAYBE_THOUGHTS,

    /** A tag closes thoughts that were not known to be some: those since [MAYBE_THOUGHTS], else all before it. */
    END_OF_THOUGHTS,
}
