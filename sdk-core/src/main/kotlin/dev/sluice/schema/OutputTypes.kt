package dev.sluice.schema

import kotlinx.serialization.KSerializer
import kotlinx.serialization.modules.EmptySerializersModule
import kotlinx.serialization.modules.SerializersModule
import kotlinx.serialization.serializer
import java.lang.ref.SoftReference
import java.util.WeakHashMap

/**
 * The [OutputType] of a `@Serializable` [T].
 *
 * @throws UnsupportedTypeException when a part of it has no schema, with the path of that part
 */
@JvmSynthetic
public inline fun <reified T> outputType(): OutputType<T> = outputType(serializer<T>())

/**
 * The [OutputType] of what [serializer] reads. Of a `Json`'s configuration only its [module] counts: names are the serial names, a
 * sealed type's variants are told apart by `type` or what `@JsonClassDiscriminator` says.
 *
 * Made once for each serializer when no module is given.
 *
 * @throws UnsupportedTypeException when a part of the type has no schema, with the path of that part
 */
@JvmSynthetic
public fun <T> outputType(serializer: KSerializer<T>, module: SerializersModule = EmptySerializersModule()): OutputType<T> =
    if (module === EmptySerializersModule()) OutputTypeCache.get(serializer) else KotlinOutputType.of(serializer, module)

/** Keeps an output type as long as its serializer lives and memory allows. */
private object OutputTypeCache {
    private val types = WeakHashMap<KSerializer<*>, SoftReference<KotlinOutputType<*>>>()

    @Suppress("UNCHECKED_CAST")
    fun <T> get(serializer: KSerializer<T>): OutputType<T> {
        synchronized(types) { types[serializer]?.get() }?.let { return it as OutputType<T> }
        val made = KotlinOutputType.of(serializer, EmptySerializersModule())
        synchronized(types) { types[serializer] = SoftReference(made) }
        return made
    }
}
