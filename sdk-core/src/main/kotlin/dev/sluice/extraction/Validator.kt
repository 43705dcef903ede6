package dev.sluice.extraction

import dev.sluice.json.JsonPath
import dev.sluice.schema.OutputType
import dev.sluice.schema.Violation
import kotlin.reflect.KProperty1

/** A check of the caller's on a value that its type accepts. It says what is wrong by [ValidationScope.reject]. */
public fun interface Validator<T> {
    public fun validate(value: T, scope: ValidationScope<T>)
}

/** Takes what a check finds wrong. Each finding goes back to the model, so it should say what would be right. */
public class ValidationScope<T> internal constructor(private val type: OutputType<T>, private val path: JsonPath) {
    internal val violations: MutableList<Violation> = mutableListOf()

    /** The value as a whole is wrong. */
    public fun reject(message: String) {
        violations += Violation(path, message)
    }

    /** One property is wrong. */
    @JvmSynthetic
    public fun reject(field: KProperty1<in T, *>, message: String) {
        violations += Violation(path + type.nameOf(field), message)
    }

    /** The property that travels as [name] is wrong. */
    public fun reject(name: String, message: String) {
        violations += Violation(path + name, message)
    }
}
