package dev.sluice.extraction

/** A check of the caller's on a value that its type accepts. It says what is wrong by [ValidationScope.reject]. */
public fun interface Validator<T> {
    public fun validate(value: T, scope: ValidationScope<T>)
}

/**
 * A check of the caller's that may suspend, to be given to any number of asks: it reads what differs between them from
 * [ValidationScope.context]. What holds for a check that is written where it is asked ([Ask.Builder.validate]) holds for it.
 */
public interface SuspendValidator<T> {
    public suspend fun validate(value: T, scope: ValidationScope<T>)
}
