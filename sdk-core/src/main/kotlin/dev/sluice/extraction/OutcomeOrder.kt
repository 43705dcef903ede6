package dev.sluice.extraction

/** The order in which the outcomes of many inputs are given. */
public enum class OutcomeOrder {
    /**
     * That of the inputs. An outcome waits for those before it; while one input takes long, the next ones go on, up to 16 times as
     * many as run at once, and no further: memory stays bounded. Where a single slow input must not hold up the rest, take [COMPLETION].
     */
    INPUT,

    /** As each is done. [Outcome.index] tells which input it was. */
    COMPLETION,
}
