package dev.sluice

/**
 * Gives the key for a call, such as one that a vault hands out for an hour.
 *
 * It is asked for each try of each call, in the caller's coroutine, so it should remember what it can. What it throws ends the call.
 */
public fun interface ApiKeyProvider {
    /** The key, without white space around it. */
    public suspend fun apiKey(): String
}
