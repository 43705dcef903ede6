package dev.sluice.testing

/** What the server does with a new connection. */
public enum class Reception {
    /** Serves it. */
    SERVE,

    /** Closes it at once. */
    CLOSE,

    /** Resets it at once (TCP RST). */
    RESET,

    /** Keeps it open and says nothing: no TLS handshake, no answer. */
    STALL,
}
