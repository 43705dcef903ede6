package dev.sluice.model

/** How long a provider keeps what it has cached, from its last use on. */
public enum class CacheTtl {
    /** The usual time. */
    FIVE_MINUTES,

    /** For what is asked about rarely; writing it to the cache costs more. */
    ONE_HOUR,
}
