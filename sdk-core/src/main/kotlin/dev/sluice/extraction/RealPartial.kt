package dev.sluice.extraction

import dev.sluice.json.JsonValue
import dev.sluice.json.StringValue
import dev.sluice.schema.ArraySchema
import kotlin.reflect.KProperty1

/** The validated value that the last emission carries; [extraction] only at its root. */
internal class Whole<T>(val value: T, val extraction: Extraction<T>? = null)

/** A [Partial] is a look through a type at JSON; once the [whole] value exists, its own fields are read. */
@Suppress("UNCHECKED_CAST") // The types of fields and values agree by construction of OutputType.
internal class RealPartial<T>(
    private val node: TypedJson<T>,
    override val attempt: Int,
    override val candidate: Int,
    private val whole: Whole<T>? = null,
) : Partial<T> {
    override val value: T? get() = whole?.value
    override val extraction: Extraction<T>? get() = whole?.extraction
    override val json: JsonValue? get() = node.json

    override fun <V> get(field: KProperty1<in T, V>): V? = if (whole != null) read(whole, field) else property(field).value() as V?

    override fun <N : Any> at(field: KProperty1<in T, N?>): Partial<N> =
        partial(property(field) as TypedJson<N>, whole?.let { read(it, field) })

    override fun <E : Any> items(field: KProperty1<in T, List<E>?>): List<Partial<E>> =
        items(property(field), whole?.let { read(it, field) }) as List<Partial<E>>

    override fun text(field: KProperty1<in T, String?>): CharSequence = text(node.jsonOf(field))

    override fun state(field: KProperty1<in T, *>): FieldState = state(node.jsonOf(field))

    override fun field(name: String): PartialField = RealField(name, node.property(name))

    override val elements: List<Partial<*>>
        get() = if (node.schema is ArraySchema) items(node, whole?.value as? List<*>) else emptyList()

    private fun property(field: KProperty1<*, *>): TypedJson<*> = node.property(field)

    /** The name is resolved all the same: a wrong reference must not go unnoticed until the last emission. */
    private fun <V> read(whole: Whole<T>, field: KProperty1<in T, V>): V {
        node.type.nameOf(field)
        return field.get(whole.value)
    }

    private fun <N> partial(node: TypedJson<N>, value: N?): Partial<N> = RealPartial(node, attempt, candidate, value?.let { Whole(it) })

    private fun items(list: TypedJson<*>, values: List<*>?): List<Partial<*>> {
        val elements = list.elements
        return object : AbstractList<Partial<*>>(), RandomAccess {
            override val size: Int get() = elements.size

            override fun get(index: Int): Partial<*> =
                partial(list.element(index, elements[index]) as TypedJson<Any>, values?.getOrNull(index))
        }
    }

    private fun text(json: JsonValue?): CharSequence = (json as? StringValue)?.text ?: ""

    private fun state(json: JsonValue?): FieldState = when {
        json == null -> FieldState.ABSENT
        json.isComplete -> FieldState.COMPLETE
        else -> FieldState.STREAMING
    }

    override fun toString(): String = "Partial(attempt=$attempt, ${if (whole != null) "value=${whole.value}" else "json=$json"})"

    private inner class RealField(override val name: String, private val node: TypedJson<*>) : PartialField {
        override val state: FieldState get() = state(json)
        override val value: Any? get() = node.value()
        override val text: CharSequence get() = text(json)
        override val partial: Partial<*> get() = partial(node as TypedJson<Any>, null)
        override val items: List<Partial<*>> get() = items(node, null)
        override val json: JsonValue? get() = node.json

        override fun toString(): String = "$name: $state $json"
    }
}
