package dev.sluice.extraction

import dev.sluice.errors.InvalidRequestException
import dev.sluice.json.JsonPath
import dev.sluice.json.JsonValue
import dev.sluice.json.ObjectValue
import dev.sluice.json.StringValue
import dev.sluice.model.Usage
import dev.sluice.schema.AnySchema
import dev.sluice.schema.ArraySchema
import dev.sluice.schema.MapSchema
import dev.sluice.schema.ObjectSchema
import dev.sluice.schema.OutputType
import dev.sluice.schema.UnionSchema
import kotlin.reflect.KProperty1

/**
 * Where a check says what it finds wrong, and reads what the ask gave it. Each finding goes back to the model, so it should say what
 * would be right.
 *
 * ```
 * validate { order ->
 *     order.lines.forEachIndexed { index, line ->
 *         if (line.sku !in context<Catalog>()) at(Order::lines, index).reject(Line::sku, "is not in the catalog")
 *     }
 * }
 * ```
 *
 * Safe for use from several coroutines at once, until the check ends. A reference, a name or a path that names no property of the type is
 * an [InvalidRequestException]: the check is wrong, not the answer.
 */
public class ValidationScope<T>
internal constructor(
    private val type: OutputType<*>?,
    /** Where the value stands in the answer. */
    public val path: JsonPath,
    /** The value as the model wrote it; null for a part that it left out. */
    public val json: JsonValue?,
    internal val findings: Findings,
) {
    /** The value as a whole is wrong. */
    public fun reject(message: String): Unit = findings.add(path, message, json)

    /** One property is wrong. */
    @JvmSynthetic
    public fun reject(field: KProperty1<in T, *>, message: String): Unit = reject(nameOf(field), message)

    /** The property that travels as [name] is wrong. */
    public fun reject(name: String, message: String): Unit = at(name).reject(message)

    /** What stands at [path] is wrong, which goes on from the value: `JsonPath.ROOT + "lines" + 3`. */
    public fun reject(path: JsonPath, message: String): Unit = path.segments.fold<Any, ValidationScope<*>>(this) { scope, step ->
        if (step is Int) scope.at(step) else scope.at(step as String)
    }.reject(message)

    /** The scope of the object in [field]. */
    @JvmSynthetic
    @Suppress("UNCHECKED_CAST")
    public fun <N : Any> at(field: KProperty1<in T, N?>): ValidationScope<N> = at(nameOf(field)) as ValidationScope<N>

    /** The scope of element [index] of the list in [field]. */
    @JvmSynthetic
    @Suppress("UNCHECKED_CAST")
    public fun <E : Any> at(field: KProperty1<in T, List<E>?>, index: Int): ValidationScope<E> =
        at(nameOf(field)).at(index) as ValidationScope<E>

    /** The scope of the value under [key] of the map in [field]. */
    @JvmSynthetic
    @Suppress("UNCHECKED_CAST")
    public fun <E : Any> at(field: KProperty1<in T, Map<*, E>?>, key: String): ValidationScope<E> =
        at(nameOf(field)).at(key) as ValidationScope<E>

    /** The scope of the property that travels as [name], or of a map's value under that key. */
    public fun at(name: String): ValidationScope<*> {
        val known = type?.let(::names)
        if (known != null && name !in known) throw wrong("no property", noProperty(type.name, name, known))
        val part = type?.let { it.property(name) ?: variant(it)?.property(name) ?: it.element() }
        return ValidationScope<Any?>(part, path + name, json?.part(name), findings)
    }

    /** The scope of element [index] of this list. */
    public fun at(index: Int): ValidationScope<*> {
        val schema = type?.let(::schemaOf)
        if (schema != null && schema !is ArraySchema && schema !is AnySchema) {
            throw wrong("no element", "${type.name} is no list, so it has no elements")
        }
        return ValidationScope<Any?>(type?.element(), path + index, json?.part(index), findings)
    }

    /** The [C] among what the ask was given as context ([Ask.Builder.context]). */
    @JvmSynthetic
    public inline fun <reified C : Any> context(): C = context(C::class.java)

    /** As the other [context], for Java. */
    public fun <C : Any> context(type: Class<C>): C = findings.context(type)

    /** Counts tokens that the check itself spent, by asking a model of its own; they show as [Attempt.validationUsage]. */
    public fun spent(usage: Usage): Unit = findings.spend(usage)

    /** The name under which the property travels that [reference] names: a Kotlin property reference, a Java method reference. */
    public fun nameOf(reference: Any): String = try {
        (type ?: throw IllegalArgumentException("what stands at $path has no properties")).nameOf(reference)
    } catch (unknown: IllegalArgumentException) {
        // As it is, it would be taken for the check's verdict.
        throw wrong("no property", "${unknown.message}", unknown)
    }

    private fun wrong(what: String, reason: String, cause: Throwable? = null) =
        InvalidRequestException("A check of the value at $path names $what of it: $reason", cause)

    /** What [type]'s properties travel as; null if anything may stand there. */
    private fun names(type: OutputType<*>): Set<String>? = when (val schema = schemaOf(type)) {
        is ObjectSchema -> schema.propertyNames

        is UnionSchema -> setOf(schema.discriminator) +
            schema.variants.flatMap { (type.schema.resolve(it.schema) as ObjectSchema).propertyNames }

        is MapSchema, is AnySchema -> null

        else -> emptySet()
    }

    private fun schemaOf(type: OutputType<*>) = type.schema.resolve(type.schema.root)

    private fun variant(type: OutputType<*>): OutputType<*>? {
        val union = schemaOf(type) as? UnionSchema ?: return null
        return ((json as? ObjectValue)?.get(union.discriminator) as? StringValue)?.let { type.variant(it.string) }
    }
}
