package dev.sluice

/** May change before version 1.0 without notice. */
@RequiresOptIn("This part of Sluice may change before 1.0.", RequiresOptIn.Level.WARNING)
@Retention(AnnotationRetention.BINARY)
@Target(AnnotationTarget.CLASS, AnnotationTarget.FUNCTION, AnnotationTarget.PROPERTY, AnnotationTarget.CONSTRUCTOR)
public annotation class ExperimentalSluiceApi
