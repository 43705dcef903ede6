@file:OptIn(ExperimentalSerializationApi::class, SealedSerializationApi::class)

package dev.sluice.schema

import dev.sluice.json.ArrayValue
import dev.sluice.json.BooleanValue
import dev.sluice.json.JsonPath
import dev.sluice.json.JsonValue
import dev.sluice.json.NullValue
import dev.sluice.json.NumberValue
import dev.sluice.json.ObjectValue
import dev.sluice.json.StringValue
import dev.sluice.json.toJsonElement
import kotlinx.serialization.DeserializationStrategy
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.SealedSerializationApi
import kotlinx.serialization.descriptors.PolymorphicKind
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.StructureKind
import kotlinx.serialization.encoding.AbstractDecoder
import kotlinx.serialization.encoding.CompositeDecoder
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonDecoder
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.modules.SerializersModule
import java.math.BigInteger
import kotlin.coroutines.cancellation.CancellationException

/**
 * Reads a complete [JsonValue] for kotlinx.serialization: one decoder for each open structure, which stands on one value after the
 * other. It is a [JsonDecoder], so that serializers written for JSON work.
 *
 * What a type throws while it is built leaves as a [DecodingException] with the path of that value, the innermost one.
 */
internal abstract class TreeDecoder(override val json: Json, private val parent: TreeDecoder?) :
    AbstractDecoder(),
    JsonDecoder {
    /** The value that is read next. */
    protected abstract val current: JsonValue

    /** The key or index of [current], or null where it is the same value as the parent's. */
    protected abstract val segment: Any?

    override val serializersModule: SerializersModule get() = json.serializersModule

    override fun decodeJsonElement(): JsonElement = current.toJsonElement()

    override fun <T> decodeSerializableValue(deserializer: DeserializationStrategy<T>): T = try {
        deserializer.deserialize(this)
    } catch (e: DecodingException) {
        throw e
    } catch (e: CancellationException) {
        throw e
    } catch (e: Exception) {
        throw DecodingException(path(), e.message ?: e.javaClass.simpleName, e)
    }

    override fun beginStructure(descriptor: SerialDescriptor): CompositeDecoder = when (descriptor.kind) {
        StructureKind.LIST -> ListDecoder(json, this, expect<ArrayValue>("an array"))
        StructureKind.MAP -> MapDecoder(json, this, expect<ObjectValue>("an object"))
        is PolymorphicKind -> VariantDecoder(json, this, expect<ObjectValue>("an object"), descriptor.discriminator)
        else -> ObjectDecoder(json, this, expect<ObjectValue>("an object"))
    }

    override fun decodeInline(descriptor: SerialDescriptor): Decoder =
        if (descriptor.isUnsigned) UnsignedDecoder(serializersModule, ::unsigned) else this

    override fun decodeNotNullMark(): Boolean = current !is NullValue

    override fun decodeNull(): Nothing? = null

    override fun decodeBoolean(): Boolean = when (val value = current) {
        is BooleanValue -> value.value
        is KeyText -> value.string.toBooleanStrictOrNull() ?: refuse("must be true or false")
        else -> refuse("must be a boolean")
    }

    override fun decodeByte(): Byte = signed(8).toByte()

    override fun decodeShort(): Short = signed(16).toShort()

    override fun decodeInt(): Int = signed(32).toInt()

    override fun decodeLong(): Long = signed(64)

    override fun decodeFloat(): Float = literal().toFloat().takeIf { it.isFinite() } ?: refuse("is too large for a float")

    override fun decodeDouble(): Double = literal().toDouble().takeIf { it.isFinite() } ?: refuse("is too large for a double")

    override fun decodeString(): String = expect<StringValue>("a string").string

    override fun decodeChar(): Char = decodeString().singleOrNull() ?: refuse("must be a single character")

    override fun decodeEnum(enumDescriptor: SerialDescriptor): Int {
        val index = enumDescriptor.getElementIndex(decodeString())
        if (index != CompositeDecoder.UNKNOWN_NAME) return index
        val fallback = enumDescriptor.fallbacks.firstOrNull()?.takeIf { current !is KeyText }
        return fallback ?: refuse("is no constant of ${enumDescriptor.serialName}")
    }

    private fun signed(bits: Int): Long {
        val literal = literal()
        val number = literal.toLongOrNull()
        if (number != null && number shr (bits - 1) == number shr 63) return number
        return whole(literal, IntegerRange.signed(bits)).toLong()
    }

    private fun unsigned(bits: Int): Long = whole(literal(), IntegerRange.unsigned(bits)).toLong()

    private fun whole(literal: String, range: IntegerRange): BigInteger {
        val number = ExactNumber.integer(literal) ?: refuse("must be a whole number")
        return if (number in range.minimum..range.maximum) number else refuse("must be between ${range.minimum} and ${range.maximum}")
    }

    private fun literal(): String = when (val value = current) {
        is NumberValue -> value.literal
        is KeyText -> value.string
        else -> refuse("must be a number")
    }

    private inline fun <reified V : JsonValue> expect(what: String): V = current as? V ?: refuse("must be $what")

    private fun refuse(reason: String): Nothing = throw DecodingException(path(), reason)

    private fun path(): JsonPath {
        val outer = parent?.path() ?: JsonPath.ROOT
        return when (val here = segment) {
            is String -> outer + here
            is Int -> outer + here
            else -> outer
        }
    }
}

/** A map's key, which is text, whatever type it stands for. */
internal class KeyText(override val string: String) : StringValue {
    override val text: CharSequence get() = string
    override val isComplete: Boolean get() = true

    override fun toString(): String = string
}

/** The numbers of unsigned types, which reach past what their signed carriers hold. */
private class UnsignedDecoder(override val serializersModule: SerializersModule, private val read: (bits: Int) -> Long) :
    AbstractDecoder() {
    override fun decodeByte(): Byte = read(8).toByte()

    override fun decodeShort(): Short = read(16).toShort()

    override fun decodeInt(): Int = read(32).toInt()

    override fun decodeLong(): Long = read(64)

    override fun decodeElementIndex(descriptor: SerialDescriptor): Int = CompositeDecoder.DECODE_DONE
}
