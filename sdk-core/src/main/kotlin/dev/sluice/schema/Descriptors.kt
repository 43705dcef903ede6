@file:OptIn(ExperimentalSerializationApi::class, InternalSerializationApi::class)

package dev.sluice.schema

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.InternalSerializationApi
import kotlinx.serialization.descriptors.PolymorphicKind
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.SerialKind
import kotlinx.serialization.descriptors.StructureKind
import kotlinx.serialization.descriptors.capturedKClass
import kotlinx.serialization.descriptors.elementDescriptors
import kotlinx.serialization.descriptors.getContextualDescriptor
import kotlinx.serialization.descriptors.nonNullOriginal
import kotlinx.serialization.json.JsonClassDiscriminator
import kotlinx.serialization.modules.SerializersModule
import kotlinx.serialization.serializerOrNull

/** A descriptor with its wrappers taken off: nullability, a contextual serializer, value classes. */
internal class Unwrapped(
    val descriptor: SerialDescriptor,
    val nullable: Boolean,
    /** Whether a value class stood around it. */
    val isValueClass: Boolean,
    /** What was said on the value classes and on their one property, the outermost first. */
    val annotations: List<Annotation>,
)

/** Takes the wrappers off, or gives null where the module knows nothing of a contextual type. */
internal fun SerialDescriptor.unwrap(module: SerializersModule): Unwrapped? {
    var node = this
    var nullable = false
    var isValueClass = false
    val annotations = ArrayList<Annotation>()
    while (true) {
        nullable = nullable || node.isNullable
        val inner = when {
            node.nonNullOriginal !== node -> node.nonNullOriginal

            node.kind == SerialKind.CONTEXTUAL -> module.describe(node) ?: return null

            node.isInline && !node.isUnsigned -> {
                isValueClass = true
                annotations += node.annotations + node.getElementAnnotations(0)
                node.getElementDescriptor(0)
            }

            else -> return Unwrapped(node, nullable, isValueClass, annotations + node.annotations)
        }
        node = inner
    }
}

/** What the module has for a contextual type, or else the type's own serializer, in the order in which decoding looks for them. */
private fun SerializersModule.describe(contextual: SerialDescriptor): SerialDescriptor? =
    getContextualDescriptor(contextual) ?: contextual.capturedKClass?.serializerOrNull()?.descriptor

/** Whether JSON's `null` is a value of it; decoding asks this of a property that is missing. */
internal fun SerialDescriptor.acceptsNull(): Boolean =
    isNullable || isAnyJson || (isInline && !isUnsigned && getElementDescriptor(0).acceptsNull())

internal val SerialDescriptor.isUnsigned: Boolean get() = isInline && serialName in UNSIGNED_BITS

/** `JsonElement` and `JsonPrimitive`, which hold null themselves. */
internal val SerialDescriptor.isAnyJson: Boolean
    get() = nonNullOriginal.serialName.let {
        it == "kotlinx.serialization.json.JsonElement" ||
            it == "kotlinx.serialization.json.JsonPrimitive"
    }

/** Whether this is what a sealed type's serializer says of itself: a tag, and a value out of a closed set. */
internal val SerialDescriptor.isSealedType: Boolean
    get() = kind == PolymorphicKind.SEALED && elementsCount == 2 &&
        getElementDescriptor(1).serialName.startsWith("kotlinx.serialization.Sealed<")

/** Whether it has properties or variants of its own, and so a name. */
internal val SerialDescriptor.isStructure: Boolean
    get() = kind == StructureKind.CLASS || kind == StructureKind.OBJECT || isSealedType

/** The variants of a sealed type. */
internal val SerialDescriptor.variants: List<SerialDescriptor> get() = getElementDescriptor(1).elementDescriptors.toList()

/** The property that tells the variants of a sealed type apart. */
internal val SerialDescriptor.discriminator: String
    get() = annotations.firstNotNullOfOrNull { (it as? JsonClassDiscriminator)?.discriminator } ?: "type"

/** Whether its values are written as one string, a number's digits included. */
internal val SerialDescriptor.canBeKey: Boolean
    get() = kind == SerialKind.ENUM || isUnsigned || (!isAnyJson && kind in KEY_KINDS)

private val KEY_KINDS =
    setOf(PrimitiveKind.STRING, PrimitiveKind.CHAR, PrimitiveKind.BYTE, PrimitiveKind.SHORT, PrimitiveKind.INT, PrimitiveKind.LONG)

/** The descriptors of the types that stand inside. */
internal val SerialDescriptor.inner: List<SerialDescriptor>
    get() = when {
        kind == StructureKind.CLASS || kind == StructureKind.LIST -> elementDescriptors.toList()
        kind == StructureKind.MAP -> listOf(getElementDescriptor(1))
        isSealedType -> variants
        else -> emptyList()
    }

/** Which of an enum's constants take what names none of them; one, if the schema could be made. */
internal val SerialDescriptor.fallbacks: List<Int>
    get() = (0 until elementsCount).filter { index -> getElementAnnotations(index).any { it is EnumFallback } }

internal val UNSIGNED_BITS: Map<String, Int> =
    mapOf("kotlin.UByte" to 8, "kotlin.UShort" to 16, "kotlin.UInt" to 32, "kotlin.ULong" to 64)
