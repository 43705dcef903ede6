@file:OptIn(InternalSerializationApi::class, ExperimentalSerializationApi::class)

package dev.sluice.extraction

import dev.sluice.schema.StreamRequired
import dev.sluice.schema.StreamWhole
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.InternalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.builtins.ListSerializer
import kotlinx.serialization.builtins.MapSerializer
import kotlinx.serialization.builtins.nullable
import kotlinx.serialization.builtins.serializer
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.SerialKind
import kotlinx.serialization.descriptors.StructureKind
import kotlinx.serialization.descriptors.buildClassSerialDescriptor
import kotlinx.serialization.descriptors.buildSerialDescriptor
import kotlinx.serialization.encoding.CompositeDecoder
import kotlinx.serialization.encoding.Decoder
import kotlinx.serialization.encoding.Encoder
import kotlinx.serialization.encoding.decodeStructure
import kotlin.random.Random

/** A type made up by chance, as a compiler would have described it; an object's value is a map of its fields. */
internal sealed class GeneratedType {
    abstract val serializer: KSerializer<out Any>

    /** A value of it, written as JSON in one of the ways there are. */
    abstract fun value(random: Random): Any

    abstract fun write(value: Any?, random: Random): String

    object Text : GeneratedType() {
        override val serializer = String.serializer()
        private val letters = listOf("a", "b", " ", "\"", "\\", "\n", "é", "日", "😀", "{", "]", ",", "x:", "\u2028", "\t", "/")

        override fun value(random: Random) = List(random.nextInt(12)) { letters.random(random) }.joinToString("")

        /** Each character as it is or escaped; a pair of surrogates both ways alike. */
        override fun write(value: Any?, random: Random) =
            (value as String).codePoints().toArray().joinToString("", "\"", "\"") { code ->
                val char = String(Character.toChars(code))
                when {
                    char == "\"" || char == "\\" -> "\\$char"
                    char < " " || random.nextInt(5) == 0 -> char.map { "\\u" + it.code.toString(16).padStart(4, '0') }.joinToString("")
                    else -> char
                }
            }

        override fun toString() = "Text"
    }

    /** A scalar that shows when it is certain. */
    class Scalar<V : Any>(private val name: String, override val serializer: KSerializer<V>, private val make: (Random) -> V) :
        GeneratedType() {
        override fun value(random: Random) = make(random)

        override fun write(value: Any?, random: Random) = value.toString()

        override fun toString() = name
    }

    class Choice(private val name: String, private val words: List<String>) : GeneratedType() {
        override val serializer = object : KSerializer<String> {
            override val descriptor = buildSerialDescriptor(name, SerialKind.ENUM) {
                words.forEach { element(it, buildSerialDescriptor("$name.$it", StructureKind.OBJECT)) }
            }

            override fun serialize(encoder: Encoder, value: String) = error("only read")

            override fun deserialize(decoder: Decoder) = words[decoder.decodeEnum(descriptor)]
        }

        override fun value(random: Random) = words.random(random)

        override fun write(value: Any?, random: Random) = "\"$value\""

        override fun toString() = "$name$words"
    }

    class Many(val items: GeneratedType) : GeneratedType() {
        override val serializer: KSerializer<out Any> = ListSerializer(items.serializer)

        override fun value(random: Random) = List(random.nextInt(4)) { items.value(random) }

        override fun write(value: Any?, random: Random) = (value as List<*>).joinToString(",", "[", "]") { items.write(it, random) }

        override fun toString() = "List<$items>"
    }

    class Dictionary(private val values: GeneratedType) : GeneratedType() {
        override val serializer: KSerializer<out Any> = MapSerializer(String.serializer(), values.serializer)

        override fun value(random: Random) = (0 until random.nextInt(3)).associate { "k$it" to values.value(random) }

        override fun write(value: Any?, random: Random) =
            (value as Map<*, *>).entries.joinToString(",", "{", "}") { (key, inner) -> "\"$key\":" + values.write(inner, random) }

        override fun toString() = "Map<$values>"
    }

    class Field(val name: String, val type: GeneratedType, val nullable: Boolean, val optional: Boolean, val mark: Annotation?) {
        override fun toString() = "${mark?.let {
            "@${it.annotationClass.simpleName} "
        }.orEmpty()}$name${if (optional) "?" else ""}: $type${if (nullable) "?" else ""}"
    }

    class Obj(private val name: String, val fields: List<Field>) : GeneratedType() {
        override val serializer = ObjSerializer(name, fields)

        override fun value(random: Random): Map<String, Any?> = fields.filterNot { it.optional && random.nextBoolean() }
            .associate { it.name to if (mayBeNull(it, random)) null else it.type.value(random) }

        /** Of an optional property null would be its default, which is no value to compare with. */
        private fun mayBeNull(field: Field, random: Random) = field.nullable && !field.optional && random.nextInt(3) == 0

        /** In any order, with gaps: what a model may do. */
        override fun write(
            value: Any?,
            random: Random,
        ) = (value as Map<*, *>).entries.shuffled(random).joinToString(",", "{", "}") { (key, inner) ->
            val gap = " ".repeat(random.nextInt(2))
            "$gap\"$key\"$gap:$gap" + if (inner == null) "null" else fields.first { it.name == key }.type.write(inner, random)
        }

        override fun toString() = fields.joinToString(", ", "$name(", ")")
    }

    companion object {
        /** An object with fields of types that nest up to [depth]. */
        fun obj(random: Random, depth: Int, names: Iterator<String>): Obj = Obj(
            names.next(),
            List(1 + random.nextInt(4)) { index ->
                val mark = listOf(StreamWhole(), StreamRequired(), null, null, null).random(random)
                Field("f$index", any(random, depth - 1, names), random.nextInt(3) == 0, random.nextInt(4) == 0, mark)
            },
        )

        private fun any(random: Random, depth: Int, names: Iterator<String>): GeneratedType = when (
            random.nextInt(
                if (depth >
                    0
                ) {
                    9
                } else {
                    5
                },
            )
        ) {
            0, 1 -> Text

            2 -> Scalar("Long", Long.serializer()) { if (it.nextBoolean()) it.nextLong() else it.nextLong(100) }

            3 -> Scalar("Double", Double.serializer()) { it.nextInt(-1000, 1000) / 8.0 }

            4 -> if (random.nextBoolean()) {
                Scalar("Boolean", Boolean.serializer()) {
                    it.nextBoolean()
                }
            } else {
                Choice(names.next(), listOf("red", "green", "redder"))
            }

            5, 6 -> Many(any(random, depth - 1, names))

            7 -> Dictionary(any(random, depth - 1, names))

            else -> obj(random, depth, names)
        }
    }
}

/** Reads an object into a map. */
@Suppress("UNCHECKED_CAST")
internal class ObjSerializer(name: String, private val fields: List<GeneratedType.Field>) : KSerializer<Map<String, Any?>> {
    private val inner: List<KSerializer<Any?>> =
        fields.map { (it.type.serializer as KSerializer<Any>).let { own -> if (it.nullable) own.nullable else own } as KSerializer<Any?> }

    override val descriptor: SerialDescriptor = buildClassSerialDescriptor(name) {
        fields.forEachIndexed { index, field -> element(field.name, inner[index].descriptor, listOfNotNull(field.mark), field.optional) }
    }

    override fun serialize(encoder: Encoder, value: Map<String, Any?>) = error("only read")

    override fun deserialize(decoder: Decoder): Map<String, Any?> = decoder.decodeStructure(descriptor) {
        val values = LinkedHashMap<String, Any?>()
        while (true) {
            val index = decodeElementIndex(descriptor)
            if (index == CompositeDecoder.DECODE_DONE) break
            values[fields[index].name] = decodeSerializableElement(descriptor, index, inner[index])
        }
        values
    }
}
