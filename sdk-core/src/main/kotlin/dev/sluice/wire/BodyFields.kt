package dev.sluice.wire

import dev.sluice.errors.InvalidRequestException
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlin.properties.ReadWriteProperty
import kotlin.reflect.KProperty

/**
 * The fields of a request's body while it is built: each option of a builder is a typed view of one field here, so that an option
 * is written down once. Setting an option to null takes its field out.
 */
internal class BodyFields(fields: Map<String, JsonElement> = emptyMap()) {
    private val values = LinkedHashMap(fields)

    fun string(name: String): Field<String> = Field(name, { (it as? JsonPrimitive)?.content }, ::JsonPrimitive)

    fun int(name: String): Field<Int> = Field(name, { (it as? JsonPrimitive)?.content?.toIntOrNull() }, ::JsonPrimitive)

    fun long(name: String): Field<Long> = Field(name, { (it as? JsonPrimitive)?.content?.toLongOrNull() }, ::JsonPrimitive)

    fun boolean(name: String): Field<Boolean> =
        Field(name, { (it as? JsonPrimitive)?.content?.toBooleanStrictOrNull() }, ::JsonPrimitive)

    fun double(name: String): Field<Double> = Field(name, { (it as? JsonPrimitive)?.content?.toDoubleOrNull() }) { value ->
        if (!value.isFinite()) throw InvalidRequestException("$name is $value; JSON has no such number.")
        JsonPrimitive(value)
    }

    fun json(name: String): Field<JsonElement> = Field(name, { it }, { it })

    fun obj(name: String): Field<JsonObject> = Field(name, { it as? JsonObject }, { it })

    fun strings(name: String): ListField<String> = list(name, { (it as? JsonPrimitive)?.content }, ::JsonPrimitive)

    /** The field [name] of the object under [parent]; the object is left out with its last field. */
    fun stringIn(parent: String, name: String): NestedField<String> =
        NestedField(parent, name, { (it as? JsonPrimitive)?.content }, ::JsonPrimitive)

    /** The same, for an object in an object. */
    fun objIn(parent: String, name: String): NestedField<JsonObject> = NestedField(parent, name, { it as? JsonObject }, { it })

    fun <V : Any> field(name: String, read: (JsonElement) -> V?, write: (V) -> JsonElement): Field<V> = Field(name, read, write)

    fun <E : Any> list(name: String, read: (JsonElement) -> E?, write: (E) -> JsonElement): ListField<E> = ListField(name, read, write)

    fun stringMap(name: String): MapField = MapField(name)

    /** Adds [element] to the list under [name]. */
    fun add(name: String, element: JsonElement) {
        values[name] = JsonArray((values[name] as? JsonArray).orEmpty() + element)
    }

    /** Sets the field [name] to [value]. */
    operator fun set(name: String, value: JsonElement) {
        values[name] = value
    }

    /** The body: these fields, with [extra] over them. */
    fun toJson(extra: Map<String, JsonElement>): JsonObject = JsonObject(values + extra)

    fun copy(): BodyFields = BodyFields(values)

    /** One field. A view: it holds no value of its own. */
    inner class Field<V : Any>(private val name: String, private val read: (JsonElement) -> V?, private val write: (V) -> JsonElement) :
        ReadWriteProperty<Any, V?> {
        override fun getValue(thisRef: Any, property: KProperty<*>): V? = values[name]?.takeIf { it !is JsonNull }?.let(read)

        override fun setValue(thisRef: Any, property: KProperty<*>, value: V?) = put(name, value?.let(write))
    }

    /** A field of a field. */
    inner class NestedField<V : Any>(
        private val parent: String,
        private val name: String,
        private val read: (JsonElement) -> V?,
        private val write: (V) -> JsonElement,
    ) : ReadWriteProperty<Any, V?> {
        private val fields: JsonObject get() = values[parent] as? JsonObject ?: JsonObject(emptyMap())

        override fun getValue(thisRef: Any, property: KProperty<*>): V? = fields[name]?.takeIf { it !is JsonNull }?.let(read)

        override fun setValue(thisRef: Any, property: KProperty<*>, value: V?) {
            val changed = if (value == null) fields - name else fields + (name to write(value))
            put(parent, changed.takeIf { it.isNotEmpty() }?.let(::JsonObject))
        }
    }

    /** A field that holds a list; an empty list is a field that is left out. */
    inner class ListField<E : Any>(
        private val name: String,
        private val read: (JsonElement) -> E?,
        private val write: (E) -> JsonElement,
    ) : ReadWriteProperty<Any, List<E>> {
        override fun getValue(thisRef: Any, property: KProperty<*>): List<E> = (values[name] as? JsonArray)?.mapNotNull(read).orEmpty()

        override fun setValue(thisRef: Any, property: KProperty<*>, value: List<E>) =
            put(name, value.takeIf { it.isNotEmpty() }?.let { JsonArray(it.map(write)) })
    }

    /** A field that holds strings by name; an empty map is a field that is left out. */
    inner class MapField(private val name: String) : ReadWriteProperty<Any, Map<String, String>> {
        override fun getValue(thisRef: Any, property: KProperty<*>): Map<String, String> =
            (values[name] as? JsonObject)?.mapValues { (_, value) -> (value as? JsonPrimitive)?.content.orEmpty() }.orEmpty()

        override fun setValue(thisRef: Any, property: KProperty<*>, value: Map<String, String>) =
            put(name, value.takeIf { it.isNotEmpty() }?.let { map -> JsonObject(map.mapValues { JsonPrimitive(it.value) }) })
    }

    private fun put(name: String, value: JsonElement?) {
        if (value == null) values.remove(name) else values[name] = value
    }
}
