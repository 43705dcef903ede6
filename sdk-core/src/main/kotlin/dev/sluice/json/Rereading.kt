package dev.sluice.json

/**
 * Lets text be looked at again, but none more than [MOST] times: a string that was misread may hold another, and that one another, and
 * each may reach to the text's end.
 */
internal class Rereading {
    private var times = 0

    /** The end of what is being looked at again. */
    private var end = 0

    /** Where to go on behind what was read until [read]: at [wanted] before it, if that may be. */
    fun from(wanted: Int, read: Int): Int {
        if (wanted >= end) times = 0
        if (wanted < read && times == MOST) return read
        if (wanted < read) times++
        end = maxOf(end, read)
        return wanted
    }

    private companion object {
        const val MOST = 2
    }
}
