package dev.sluice.testing

/** How an exchange ended, as the server saw it. */
public enum class Ending {
    /** The whole answer was handed to the network. */
    ANSWERED,

    /** The client closed the connection before the answer was whole. */
    CLIENT_CLOSED,

    /**
     * The client reset the stream (HTTP/2) or the connection. Over HTTP/1.1 the operating system also resets when a client closes
     * while bytes lie unread, so a test asks [isClientGone] rather than which of the two it was.
     */
    CLIENT_RESET,

    /** The server cut the connection: a scripted cut, a body shorter than its declared length, or a cut for another stream. */
    SERVER_CUT,

    /** The server reset the stream or the connection, as scripted. */
    SERVER_RESET,

    /** The server was closed meanwhile. */
    SERVER_CLOSED,

    /** The script was at fault: a handler or an iterator threw, or no answer was there. */
    SCRIPT_FAILED,
    ;

    /** Whether the client went away first. */
    public val isClientGone: Boolean get() = this == CLIENT_CLOSED || this == CLIENT_RESET
}
