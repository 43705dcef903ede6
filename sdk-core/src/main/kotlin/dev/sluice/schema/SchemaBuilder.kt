@file:OptIn(ExperimentalSerializationApi::class)

package dev.sluice.schema

import dev.sluice.schema.Constraints.Subject
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.descriptors.PolymorphicKind
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.SerialKind
import kotlinx.serialization.descriptors.StructureKind
import kotlinx.serialization.modules.SerializersModule

/** A serializer's descriptor as a neutral tree, in declaration order. One use. */
internal class SchemaBuilder(private val module: SerializersModule, private val root: SerialDescriptor) {
    private val usage = TypeUsage(module, root)
    private val names = TypeNames()
    private val definitions = LinkedHashMap<String, Schema>()

    /** One place in a type: what stands there, and what was said there. */
    private class Site(
        val type: SerialDescriptor,
        val path: String,
        val nullable: Boolean,
        val description: String?,
        val constraints: Constraints,
    )

    fun build(): SchemaDocument = SchemaDocument(node(root, emptyList(), rootPath(), isRoot = true), definitions)

    private fun rootPath(): String = when (root.kind) {
        StructureKind.LIST -> "List"
        StructureKind.MAP -> "Map"
        else -> legalName(root.serialName)
    }

    private fun node(descriptor: SerialDescriptor, said: List<Annotation>, path: String, isRoot: Boolean = false): Schema {
        val found = descriptor.unwrap(module) ?: throw UnsupportedTypeException(
            path,
            "the type is contextual, and the SerializersModule has no serializer for it; pass a module that has",
        )
        val site =
            Site(found.descriptor, path, found.nullable, found.annotations.description(), Constraints(said + found.annotations, path))
        UNSIGNED_BITS[site.type.serialName]?.let { return integer(site, it) }
        return when (val kind = site.type.kind) {
            is PrimitiveKind -> scalar(site, kind, found.isValueClass)
            SerialKind.ENUM -> enumeration(site)
            StructureKind.LIST -> list(site, found.isValueClass)
            StructureKind.MAP -> map(site)
            StructureKind.CLASS, StructureKind.OBJECT -> structure(site, isRoot)
            is PolymorphicKind -> polymorphic(site, isRoot)
            SerialKind.CONTEXTUAL -> error("unwrapped")
        }
    }

    private fun scalar(site: Site, kind: PrimitiveKind, isValueClass: Boolean): Schema = when (kind) {
        PrimitiveKind.BOOLEAN -> BooleanSchema(site.nullable, site.description).also { site.constraints.only(Subject.OTHER, "a boolean") }

        PrimitiveKind.BYTE -> integer(site, 8)

        PrimitiveKind.SHORT -> integer(site, 16)

        PrimitiveKind.INT -> integer(site, 32)

        PrimitiveKind.LONG -> integer(site, 64)

        PrimitiveKind.FLOAT -> number(site, NumberPrecision.FLOAT)

        PrimitiveKind.DOUBLE -> number(site, NumberPrecision.DOUBLE)

        PrimitiveKind.CHAR -> StringSchema(null, null, 1, 1, true, site.nullable, site.description).also {
            site.constraints.only(Subject.OTHER, "a character")
        }

        PrimitiveKind.STRING -> string(site, isValueClass)
    }

    private fun integer(site: Site, bits: Int): Schema {
        val name = site.type.serialName
        val range = when {
            name.substringAfterLast('.') == "BigInteger" -> null
            name in UNSIGNED_BITS -> IntegerRange.unsigned(bits)
            else -> IntegerRange.signed(bits)
        }
        return IntegerSchema(range, site.constraints.bounds(), site.nullable, site.description)
    }

    private fun number(site: Site, held: NumberPrecision): Schema {
        val precision = if (site.type.serialName.substringAfterLast('.') == "BigDecimal") NumberPrecision.EXACT else held
        return NumberSchema(site.constraints.bounds(), precision, site.nullable, site.description)
    }

    private fun string(site: Site, isValueClass: Boolean): Schema {
        if (site.type.isAnyJson) return any(site)
        val known = KnownString.of(site.type.serialName)
        val isPlain = site.type.serialName == "kotlin.String" && !isValueClass
        return site.constraints.string(known?.format, !isPlain, site.nullable, site.description ?: known?.hint)
    }

    private fun any(site: Site): Schema {
        site.constraints.only(Subject.OTHER)
        return AnySchema(site.nullable || site.type.isAnyJson, site.description)
    }

    private fun enumeration(site: Site): Schema {
        site.constraints.only(Subject.OTHER, "an enum")
        val type = site.type
        if (type.elementsCount == 0) throw UnsupportedTypeException(site.path, "${type.serialName} has no constants, so it has no value")
        val constants = List(type.elementsCount) { EnumConstant(type.getElementName(it), type.getElementAnnotations(it).description()) }
        val fallbacks = type.fallbacks.map(type::getElementName)
        if (fallbacks.size > 1) {
            throw UnsupportedTypeException(
                site.path,
                "one constant can be the @EnumFallback, and it is said of ${fallbacks.joinToString()}",
            )
        }
        return EnumSchema(names.of(TypeKey(type)), constants, site.nullable, site.description, fallbacks.firstOrNull())
    }

    private fun list(site: Site, isValueClass: Boolean): Schema {
        val items = node(site.type.getElementDescriptor(0), emptyList(), "${site.path}[]")
        return site.constraints.list(items, isValueClass || site.type.serialName != PLAIN_LIST, site.nullable, site.description)
    }

    private fun map(site: Site): Schema {
        val key = site.type.getElementDescriptor(0)
        if (key.unwrap(module)?.takeUnless { it.nullable }?.descriptor?.canBeKey != true) {
            throw UnsupportedTypeException(site.path, "JSON's keys are strings; a map's key must be a string, an enum or a whole number")
        }
        val keys = node(key, emptyList(), "${site.path}{key}")
        val values = node(site.type.getElementDescriptor(1), emptyList(), "${site.path}{}")
        return site.constraints.map(keys.takeIf { it != StringSchema() }, values, site.nullable, site.description)
    }

    private fun structure(site: Site, isRoot: Boolean): Schema {
        site.constraints.only(Subject.OTHER, "an object")
        if (site.type.serialName in EMPTY) {
            throw UnsupportedTypeException(site.path, "${site.type.serialName} has nothing that a model could say")
        }
        return placed(site, isRoot) { nullable, description -> ObjectSchema(nameOf(site), properties(site), nullable, description) }
    }

    private fun properties(site: Site): List<PropertySchema> = List(site.type.elementsCount) { index ->
        val name = site.type.getElementName(index)
        val said = site.type.getElementAnnotations(index)
        val schema = node(site.type.getElementDescriptor(index), said, "${site.path}.$name")
        PropertySchema(
            name,
            schema,
            site.type.isElementOptional(index),
            said.description(),
            streamWhole = said.any { it is StreamWhole },
            streamRequired = said.any { it is StreamRequired },
        )
    }

    private fun polymorphic(site: Site, isRoot: Boolean): Schema {
        val type = site.type
        if (type.kind == PolymorphicKind.OPEN) {
            throw UnsupportedTypeException(site.path, "${type.serialName} is open, so its variants are not known; make it sealed")
        }
        if (!type.isSealedType) return any(site)
        site.constraints.only(Subject.OTHER, "a sealed type")
        if (type.variants.isEmpty()) throw UnsupportedTypeException(site.path, "the sealed type has no variants")
        return placed(site, isRoot) { nullable, description ->
            UnionSchema(nameOf(site), type.discriminator, type.variants.map { variant(site, it) }, nullable, description)
        }
    }

    private fun variant(site: Site, variant: SerialDescriptor): VariantSchema {
        val path = "${site.path}<${legalName(variant.serialName)}>"
        val discriminator = site.type.discriminator
        val type = variant.unwrap(module)?.takeIf { !it.isValueClass }?.descriptor
        if (type?.kind != StructureKind.CLASS && type?.kind != StructureKind.OBJECT) {
            throw UnsupportedTypeException(path, "a variant must be a class or an object; this travels as something else")
        }
        if ((0 until type.elementsCount).any { type.getElementName(it) == discriminator }) {
            throw UnsupportedTypeException(
                "$path.$discriminator",
                "the name is taken: it tells the variants of ${site.type.serialName} apart",
            )
        }
        return VariantSchema(variant.serialName, node(variant, emptyList(), path))
    }

    /** Writes the type here, or once among the definitions with a reference here. A root stands where it is, for its dialect's sake. */
    private fun placed(site: Site, isRoot: Boolean, make: (nullable: Boolean, description: String?) -> Schema): Schema {
        val key = TypeKey(site.type)
        val name = names.of(key)
        if (isRoot || !usage.isDefinition(key)) return make(site.nullable, site.description)
        if (name !in definitions) {
            definitions[name] = PENDING
            definitions[name] = make(false, site.type.annotations.description())
        }
        return ReferenceSchema(name, site.nullable)
    }

    private fun nameOf(site: Site): String = names.of(TypeKey(site.type))

    private companion object {
        const val PLAIN_LIST = "kotlin.collections.ArrayList"
        val EMPTY = setOf("kotlin.Unit", "kotlin.Nothing")

        /** Keeps a definition's place in the order while it is being built. */
        val PENDING: Schema = AnySchema()
    }
}
