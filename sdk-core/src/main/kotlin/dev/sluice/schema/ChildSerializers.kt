@file:OptIn(ExperimentalSerializationApi::class, InternalSerializationApi::class, SealedSerializationApi::class)

package dev.sluice.schema

import kotlinx.serialization.ContextualSerializer
import kotlinx.serialization.DeserializationStrategy
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.InternalSerializationApi
import kotlinx.serialization.SealedSerializationApi
import kotlinx.serialization.SerializationException
import kotlinx.serialization.builtins.nullable
import kotlinx.serialization.builtins.serializer
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.encoding.AbstractDecoder
import kotlinx.serialization.internal.GeneratedSerializer
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonDecoder
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.modules.SerializersModule

/**
 * Finds the serializers inside a serializer: of an object's property, a list's element, a map's value, a union's variant. A
 * generated one tells; any other is asked to read, and stopped at the first thing that it hands on.
 */
internal class ChildSerializers(serializer: DeserializationStrategy<*>, private val module: SerializersModule) {
    /** The serializer with its wrappers taken off. */
    val serializer: DeserializationStrategy<*> = generateSequence(serializer) { it.inside() }.last()

    fun property(index: Int): DeserializationStrategy<*>? =
        (serializer as? GeneratedSerializer<*>)?.childSerializers()?.getOrNull(index) ?: ask(Question(module, first = index))

    fun element(): DeserializationStrategy<*>? = ask(Question(module))

    fun mapValue(): DeserializationStrategy<*>? = ask(Question(module, skip = 1))

    fun variant(tag: String): DeserializationStrategy<*>? = ask(Question(module, tag = tag))

    private fun ask(question: Question): DeserializationStrategy<*>? = question.put(serializer)

    private fun DeserializationStrategy<*>.inside(): DeserializationStrategy<*>? = when {
        javaClass == NULLABLE || this is ContextualSerializer<*> -> handsOnTo()
        this is GeneratedSerializer<*> && descriptor.isInline && !descriptor.isUnsigned -> childSerializers().single()
        else -> null
    }

    private fun DeserializationStrategy<*>.handsOnTo(): DeserializationStrategy<*>? = Question(module).put(this)

    private companion object {
        /** The library's own wrapper, which has no public name. A nullable serializer of the user's is none: it may do more than wrap. */
        val NULLABLE = String.serializer().nullable.javaClass
    }
}

/** A decoder that reads nothing, not even JSON: it notes which serializer is handed to it, after [skip] others, and ends the reading there. */
private class Question(
    override val serializersModule: SerializersModule,
    first: Int = 0,
    private var skip: Int = 0,
    private val tag: String? = null,
) : AbstractDecoder(),
    JsonDecoder {
    private class Answer(val serializer: DeserializationStrategy<*>) : RuntimeException(null, null, false, false)

    private var next = first

    fun put(serializer: DeserializationStrategy<*>): DeserializationStrategy<*>? = try {
        serializer.deserialize(this)
        null
    } catch (answer: Answer) {
        answer.serializer
    } catch (_: Exception) {
        // It does not read as its descriptor says, and so has no parts that could be read alone.
        null
    }

    override val json: Json get() = Json

    /** Whoever reads its JSON as a whole has no parts that could be read alone. */
    override fun decodeJsonElement(): JsonElement = throw SerializationException("nothing to read")

    override fun decodeElementIndex(descriptor: SerialDescriptor): Int = next++

    override fun decodeNotNullMark(): Boolean = true

    override fun <T> decodeSerializableValue(deserializer: DeserializationStrategy<T>): T {
        if (skip-- > 0) {
            // A map's key, which nobody looks at before its value is asked for.
            @Suppress("UNCHECKED_CAST")
            return null as T
        }
        throw Answer(deserializer)
    }

    override fun decodeString(): String = tag ?: throw Answer(String.serializer())

    override fun decodeBoolean(): Boolean = throw Answer(Boolean.serializer())

    override fun decodeByte(): Byte = throw Answer(Byte.serializer())

    override fun decodeShort(): Short = throw Answer(Short.serializer())

    override fun decodeInt(): Int = throw Answer(Int.serializer())

    override fun decodeLong(): Long = throw Answer(Long.serializer())

    override fun decodeFloat(): Float = throw Answer(Float.serializer())

    override fun decodeDouble(): Double = throw Answer(Double.serializer())

    override fun decodeChar(): Char = throw Answer(Char.serializer())
}
