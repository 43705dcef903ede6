package dev.sluice.extraction

import dev.sluice.errors.InvalidRequestException
import dev.sluice.json.ArrayValue
import dev.sluice.json.JsonPath
import dev.sluice.json.JsonValue
import dev.sluice.json.ObjectValue
import dev.sluice.model.Usage
import dev.sluice.schema.Violation
import dev.sluice.schema.excerpt

/** What the checks of one value find and spend, and the [contexts] that they read. Safe for use from several threads. */
internal class Findings(private val contexts: List<Any>) {
    private val found = ArrayList<Violation>()

    @get:Synchronized
    var usage: Usage = Usage.NONE
        private set

    @get:Synchronized
    val violations: List<Violation> get() = found.toList()

    /** [input] is shown to the model if it is short enough to be a hint: a whole object would only repeat the answer. */
    @Synchronized
    fun add(path: JsonPath, message: String, input: JsonValue?) {
        found += Violation(path, message, input?.takeUnless { it is ObjectValue || it is ArrayValue }?.excerpt())
    }

    @Synchronized
    fun spend(spent: Usage) {
        usage += spent
    }

    fun <C : Any> context(type: Class<C>): C {
        // A primitive's class has no instances.
        val wanted = type.kotlin.javaObjectType
        val fitting = contexts.filter(wanted::isInstance)
        if (fitting.size != 1) {
            val held = if (fitting.isEmpty()) "none was given" else "several were given: ${fitting.joinToString { it.javaClass.name }}"
            throw InvalidRequestException("A check needs one context of type ${wanted.name}, and $held. Give it to the ask: context(…).")
        }
        return wanted.cast(fitting.single())
    }
}

internal fun JsonValue.part(name: String): JsonValue? = (this as? ObjectValue)?.get(name)

internal fun JsonValue.part(index: Int): JsonValue? = (this as? ArrayValue)?.elements?.getOrNull(index)
