package dev.sluice.json

/** The keys of the object that is asked for: those it may have, and of them those it must have. */
internal class AskedKeys(val required: Set<String> = emptySet(), val isKnown: (String) -> Boolean = { true })

/** How many of the [AskedKeys] an object has. */
internal enum class KeyFit {
    NONE,

    /** Some, but not all that are required. */
    SOME,
    ALL,
}
