package dev.sluice.transport

/**
 * A limit on waits, used again for one after the other. One thread at a time sets and clears it, or what is called when it rings, on a
 * thread of its own.
 */
internal interface Alarm : AutoCloseable {
    /** The time was over, and neither [set] nor [clear] has been called since. */
    val isLate: Boolean

    /** From now on [millis] may pass; then it is late, and rings. */
    fun set(millis: Long)

    /** The wait is over. It may still ring once, but is not late. */
    fun clear()

    /** It will not be used again. */
    override fun close()
}
