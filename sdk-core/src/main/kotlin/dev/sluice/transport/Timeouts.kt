package dev.sluice.transport

/**
 * Time limits of a call, in milliseconds. A clock runs only while we wait for the network, never while the caller works.
 *
 * - [connectMillis]: until a connection stands.
 * - [firstContentMillis]: how long the server may be silent until the first piece of content: text, tool input, reasoning or
 *   refusal. Long, because a reasoning model may say nothing for minutes after its first event.
 * - [idleMillis]: how long it may be silent afterwards. Any byte counts as life, pings and comments too.
 * - [totalMillis]: for the whole call, its retries included; null for no such limit.
 */
public class Timeouts private constructor(
    public val connectMillis: Long,
    public val firstContentMillis: Long,
    public val idleMillis: Long,
    public val totalMillis: Long?,
) {
    /** A builder that starts from these. */
    public fun newBuilder(): Builder = Builder(this)

    override fun toString(): String =
        "Timeouts(connect=$connectMillis ms, firstContent=$firstContentMillis ms, idle=$idleMillis ms, total=${totalMillis?.let {
            "$it ms"
        } ?: "none"})"

    /** Makes [Timeouts]. Every value must be positive. */
    public class Builder internal constructor(from: Timeouts) {
        /** The builder with the defaults: 10 s, 600 s, 120 s, no total. */
        public constructor() : this(DEFAULT)

        @set:JvmSynthetic
        public var connectMillis: Long = from.connectMillis

        @set:JvmSynthetic
        public var firstContentMillis: Long = from.firstContentMillis

        @set:JvmSynthetic
        public var idleMillis: Long = from.idleMillis

        @set:JvmSynthetic
        public var totalMillis: Long? = from.totalMillis

        public fun connectMillis(value: Long): Builder = apply { connectMillis = value }

        public fun firstContentMillis(value: Long): Builder = apply { firstContentMillis = value }

        public fun idleMillis(value: Long): Builder = apply { idleMillis = value }

        public fun totalMillis(value: Long?): Builder = apply { totalMillis = value }

        public fun build(): Timeouts {
            val limits = listOf(
                "connect" to connectMillis,
                "firstContent" to firstContentMillis,
                "idle" to idleMillis,
                "total" to totalMillis,
            )
            for ((name, millis) in limits) require(millis == null || millis > 0) { "the timeout $name must be positive, is $millis ms" }
            return Timeouts(connectMillis, firstContentMillis, idleMillis, totalMillis)
        }
    }

    public companion object {
        /** 10 s to connect, 600 s to the first content, 120 s idle, no total. */
        @JvmField
        public val DEFAULT: Timeouts = Timeouts(10_000, 600_000, 120_000, null)
    }
}
