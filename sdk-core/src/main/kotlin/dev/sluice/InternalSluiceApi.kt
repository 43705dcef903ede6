package dev.sluice

/** Public only because Sluice's own artifacts share it. It may change in any release, and is no part of the API. */
@RequiresOptIn("Only Sluice's own artifacts use this; it may change in any release.", RequiresOptIn.Level.ERROR)
@Retention(AnnotationRetention.BINARY)
@Target(AnnotationTarget.CLASS, AnnotationTarget.FUNCTION)
public annotation class InternalSluiceApi
