@file:OptIn(ExperimentalSerializationApi::class, InternalSerializationApi::class)

package dev.sluice.schema

import dev.sluice.json.JsonValue
import kotlinx.serialization.DeserializationStrategy
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.InternalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.internal.GeneratedSerializer
import kotlinx.serialization.json.Json
import kotlinx.serialization.modules.SerializersModule
import java.util.Optional
import java.util.concurrent.ConcurrentHashMap
import kotlin.reflect.KProperty
import kotlin.reflect.KProperty1

/** The [OutputType] of a serializer. */
internal class KotlinOutputType<T>
private constructor(
    private val serializer: DeserializationStrategy<T>,
    override val schema: SchemaDocument,
    private val json: Json,
) : OutputType<T> {
    private val children by lazy(LazyThreadSafetyMode.PUBLICATION) { ChildSerializers(serializer, json.serializersModule) }

    /** The types inside, by property, tag or bracket: a type has one kind of them. */
    private val types = ConcurrentHashMap<String, Optional<KotlinOutputType<*>>>()

    /** What references were resolved to: a partial is asked for the same few again and again. */
    private val names = ConcurrentHashMap<KProperty1<*, *>, String>()

    override val name: String get() = schema.typeName()

    internal val node: Schema get() = schema.resolve(schema.root)

    override fun decode(json: JsonValue): T = RootDecoder(this.json, json).decodeSerializableValue(serializer)

    override fun property(name: String): KotlinOutputType<*>? {
        val property = (node as? ObjectSchema)?.property(name) ?: return null
        return child(property.schema, name) {
            val index = children.serializer.descriptor.getElementIndex(name)
            if (index < 0) null else children.property(index)
        }
    }

    override fun element(): KotlinOutputType<*>? = when (val node = node) {
        is ArraySchema -> child(node.items, "[]") { children.element() }
        is MapSchema -> child(node.values, "{}") { children.mapValue() }
        else -> null
    }

    override fun variant(tag: String): KotlinOutputType<*>? {
        val variant = (node as? UnionSchema)?.variant(tag) ?: return null
        return child(variant.schema, tag) { children.variant(tag) }
    }

    override fun nameOf(reference: Any): String {
        require(reference is KProperty<*>) { "$reference is no property reference; write $name::property" }
        // A bound reference (a KProperty0) would keep its object alive here.
        if (reference !is KProperty1<*, *>) return PropertyReference(reference).nameIn(this)
        return names.getOrPut(reference) { PropertyReference(reference).nameIn(this) }
    }

    /** The class whose properties these are, where the serializer tells: the compiler puts a generated one into its class. */
    internal val owner: Class<*>? get() = children.serializer.let {
        if (it is GeneratedSerializer<*>) it.javaClass.enclosingClass else null
    }

    override fun toString(): String = "OutputType($name)"

    private fun child(schema: Schema, place: String, find: () -> DeserializationStrategy<*>?): KotlinOutputType<*>? =
        types.getOrPut(place) {
            Optional.ofNullable(find()?.let { KotlinOutputType(it, SchemaDocument(schema, this.schema.definitions), json) })
        }.orElse(null)

    internal companion object {
        fun <T> of(serializer: KSerializer<T>, module: SerializersModule): KotlinOutputType<T> {
            val json = Json {
                serializersModule = module
                ignoreUnknownKeys = true
                explicitNulls = false
            }
            return KotlinOutputType(serializer, SchemaBuilder(module, serializer.descriptor).build(), json)
        }
    }
}
