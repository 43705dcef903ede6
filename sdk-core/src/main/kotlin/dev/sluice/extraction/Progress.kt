package dev.sluice.extraction

import dev.sluice.model.Usage
import java.util.Locale
import kotlin.math.ceil
import kotlin.math.roundToLong

/** How far the work on many inputs is. Immutable; a snapshot whose parts belong together. */
public class Progress internal constructor(
    /** Inputs that are done, well or not. */
    public val done: Int,
    /** Of those, the ones that gave no value. */
    public val failed: Int,
    /** Inputs that are being worked on. */
    public val running: Int,
    /** How many inputs there are; null until the source has ended, unless it is a collection. */
    public val total: Int?,
    /** Tokens of the inputs that are done. */
    public val usage: Usage,
    public val elapsedMillis: Long,
    /** How many inputs a second are done of late; 0 before the first. */
    public val perSecond: Double,
    /** Whether the work has ended, because all is done or because it failed or was cancelled. */
    public val isFinished: Boolean,
) {
    public val succeeded: Int get() = done - failed

    /** The part that is done, from 0 to 1; null while the total is not known. */
    public val fraction: Double? get() = total?.let { if (it == 0) 1.0 else done.toDouble() / it }

    /** How long the rest takes if it goes on as it went of late; null while nothing is done or the total is not known. */
    public val remainingMillis: Long?
        get() = total?.let { all ->
            val rest = (all - done).coerceAtLeast(0)
            if (rest == 0) 0 else (rest * MILLIS / perSecond).takeIf { perSecond > 0 }?.roundToLong()
        }

    /** One line for people: `137 of 500 (3 failed), 12.5 a second, 29 s left`. */
    override fun toString(): String = listOfNotNull(
        "$done${total?.let { " of $it" } ?: " done"}${if (failed > 0) " ($failed failed)" else ""}",
        perSecond.takeIf { it > 0 }?.let { "${shown(it)} a second" },
        remainingMillis?.takeIf { it > 0 && !isFinished }?.let { "${duration(it)} left" },
    ).joinToString()

    private companion object {
        const val MILLIS = 1_000.0
        const val MINUTE = 60
        const val HOUR = 3_600

        fun shown(rate: Double): String = String.format(Locale.ROOT, if (rate < 1) "%.2f" else "%.1f", rate)

        fun duration(millis: Long): String {
            val seconds = ceil(millis / MILLIS).toLong()
            return when {
                seconds < MINUTE -> "$seconds s"
                seconds < HOUR -> "${seconds / MINUTE} min ${seconds % MINUTE} s"
                else -> "${seconds / HOUR} h ${seconds % HOUR / MINUTE} min"
            }
        }
    }
}
