package dev.sluice.extraction

/** What happens with an element of a list that is whole and not valid, where elements are asked for one by one. */
public enum class ElementPolicy {
    /**
     * When the list has ended, the model is asked for the bad elements again, and only for them, as long as attempts are left: for fifty
     * at most in one attempt. What is still not valid then ends a plain flow with an `InvalidOutputException`, and is reported as
     * rejected in a detailed one. So it is when such an attempt fails, and then that failure ends either flow.
     */
    ASK_AGAIN,

    /** It is left out, and reported as rejected in a detailed flow. */
    SKIP,

    /** It ends the flow at once, with an `InvalidOutputException`. */
    FAIL,
}
