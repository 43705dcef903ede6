package dev.sluice.extraction

import dev.sluice.json.JsonPath
import dev.sluice.json.JsonValue
import dev.sluice.model.Usage
import dev.sluice.schema.DecodingException
import dev.sluice.schema.OutputType
import dev.sluice.schema.Violation
import dev.sluice.schema.check
import kotlinx.coroutines.CancellationException

/**
 * Tells whether an answer is a value of its type. In this order, and no further than the first stage that finds something: the
 * shape and then the constraints, over the JSON; building the value, where the type itself may refuse; the type's own
 * annotations; the caller's checks.
 */
internal class Judge<T>(
    private val type: OutputType<T>,
    private val validators: List<suspend ValidationScope<T>.(T) -> Unit>,
    private val contexts: List<Any> = emptyList(),
) {
    /** [path] is where [json] stands in the answer; it must be complete. */
    suspend fun judge(json: JsonValue, path: JsonPath = JsonPath.ROOT): Verdict<T> {
        type.schema.check(json, path).ifNotEmpty { return Verdict.Rejected(it) }
        val value = try {
            type.decode(json)
        } catch (refused: DecodingException) {
            val all = Refusals.of(type, json, refused)
            return Verdict.Rejected(all.map { Violation(path + it.path, it.message, it.input) }, refused)
        }
        type.validate(value).map { Violation(path + it.path, it.message, it.input) }.ifNotEmpty { return Verdict.Rejected(it) }
        val findings = Findings(contexts)
        val scope = ValidationScope<T>(type, path, json, findings)
        for (validator in validators) {
            failingIfCancelledBelow("A check of the value at $path") { run(validator, scope, value) }
        }
        val violations = findings.violations
        return if (violations.isEmpty()) Verdict.Accepted(value, findings.usage) else Verdict.Rejected(violations, null, findings.usage)
    }

    /** `require` and `check` are how Kotlin says "not valid"; anything else is a fault in the check and not the model's business. */
    private suspend fun run(validator: suspend ValidationScope<T>.(T) -> Unit, scope: ValidationScope<T>, value: T) {
        try {
            scope.validator(value)
        } catch (cancelled: CancellationException) {
            throw cancelled
        } catch (thrown: RuntimeException) {
            // Not their subclasses: a number that cannot be read or a pool that is closed is nothing that a model could mend.
            if (thrown.javaClass != IllegalArgumentException::class.java &&
                thrown.javaClass != IllegalStateException::class.java
            ) {
                throw thrown
            }
            scope.reject(thrown.message ?: "is not valid")
        }
    }

    private inline fun List<Violation>.ifNotEmpty(then: (List<Violation>) -> Unit) {
        if (isNotEmpty()) then(this)
    }
}

/** What [Judge] says. */
internal sealed interface Verdict<out T> {
    /** What the caller's checks spent with models of their own. */
    val usage: Usage

    class Accepted<out T>(val value: T, override val usage: Usage = Usage.NONE) : Verdict<T>

    class Rejected(val violations: List<Violation>, val cause: Throwable? = null, override val usage: Usage = Usage.NONE) :
        Verdict<Nothing>
}
