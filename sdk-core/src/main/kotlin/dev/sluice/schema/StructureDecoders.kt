@file:OptIn(ExperimentalSerializationApi::class, SealedSerializationApi::class)

package dev.sluice.schema

import dev.sluice.json.ArrayValue
import dev.sluice.json.JsonValue
import dev.sluice.json.NullValue
import dev.sluice.json.ObjectValue
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.SealedSerializationApi
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.CompositeDecoder
import kotlinx.serialization.json.Json

/** Stands on the value that decoding starts with. */
internal class RootDecoder(json: Json, override val current: JsonValue) : TreeDecoder(json, null) {
    override val segment: Any? get() = null

    override fun decodeElementIndex(descriptor: SerialDescriptor): Int = 0
}

/**
 * Goes through an object's properties as the type declares them. What is missing takes its default, and null where there is none
 * and the type allows it; a null takes the default too, if there is one: a provider that demands every property leaves a model no
 * other way to say "nothing".
 */
internal class ObjectDecoder(json: Json, parent: TreeDecoder, private val value: ObjectValue) : TreeDecoder(json, parent) {
    private var next = 0
    override var current: JsonValue = NullValue
        private set
    override var segment: Any? = null
        private set

    override fun decodeElementIndex(descriptor: SerialDescriptor): Int {
        while (next < descriptor.elementsCount) {
            val index = next++
            val name = descriptor.getElementName(index)
            val found = value[name]
            val isNothing = found == null || found is NullValue
            val isRead = when {
                !isNothing -> true
                descriptor.isElementOptional(index) -> false
                else -> found != null || descriptor.getElementDescriptor(index).acceptsNull()
            }
            if (isRead) {
                current = found ?: NullValue
                segment = name
                return index
            }
        }
        return CompositeDecoder.DECODE_DONE
    }
}

/** Goes through an array. */
internal class ListDecoder(json: Json, parent: TreeDecoder, value: ArrayValue) : TreeDecoder(json, parent) {
    private val elements = value.elements
    private var next = 0
    override var current: JsonValue = NullValue
        private set
    override val segment: Any? get() = next - 1

    override fun decodeCollectionSize(descriptor: SerialDescriptor): Int = elements.size

    override fun decodeElementIndex(descriptor: SerialDescriptor): Int {
        if (next == elements.size) return CompositeDecoder.DECODE_DONE
        current = elements[next]
        return next++
    }
}

/** Goes through a map: key, value, key, value. */
internal class MapDecoder(json: Json, parent: TreeDecoder, private val value: ObjectValue) : TreeDecoder(json, parent) {
    private val keys = value.keys
    private var next = 0
    override var current: JsonValue = NullValue
        private set
    override val segment: Any? get() = keys[(next - 1) / 2]

    override fun decodeCollectionSize(descriptor: SerialDescriptor): Int = keys.size

    override fun decodeElementIndex(descriptor: SerialDescriptor): Int {
        if (next == keys.size * 2) return CompositeDecoder.DECODE_DONE
        val key = keys[next / 2]
        current = if (next % 2 == 0) KeyText(key) else value[key] ?: NullValue
        return next++
    }
}

/** Shows a sealed type what its serializer reads: first the tag, then the same object again as the variant. */
internal class VariantDecoder(json: Json, parent: TreeDecoder, private val value: ObjectValue, private val discriminator: String) :
    TreeDecoder(json, parent) {
    private var next = 0
    override val current: JsonValue get() = if (next == 1) value[discriminator] ?: NullValue else value
    override val segment: Any? get() = discriminator.takeIf { next == 1 }

    override fun decodeElementIndex(descriptor: SerialDescriptor): Int = if (next == 2) CompositeDecoder.DECODE_DONE else next++
}
