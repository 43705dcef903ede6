package dev.sluice.schema

import kotlinx.serialization.SerialName
import kotlinx.serialization.Transient
import java.lang.reflect.Method
import kotlin.jvm.internal.CallableReference
import kotlin.jvm.internal.ClassBasedDeclarationContainer
import kotlin.reflect.KClass
import kotlin.reflect.KProperty

/**
 * A Kotlin property reference, and the name under which its property travels.
 *
 * kotlin-reflect is not needed: a reference carries its class and its getter's JVM signature, and the compiler keeps a property's
 * annotations on a synthetic method beside the getter, `getName$annotations`. A reference that comes out of kotlin-reflect works
 * too.
 */
internal class PropertyReference(private val reference: KProperty<*>) {
    private val plainName = reference.name

    // Only a reference out of kotlin-reflect comes to the second branch, so that is there then.
    @Suppress("NO_REFLECTION_IN_CLASS_PATH")
    private val owner: Class<*>? = when (reference) {
        is CallableReference -> (reference.owner as? ClassBasedDeclarationContainer)?.jClass
        else -> (reference.parameters.firstOrNull()?.type?.classifier as? KClass<*>)?.java
    }

    /** Mangled with a hash behind `-` if the type is a value class. */
    private val getter: String = when (reference) {
        is CallableReference -> reference.signature.substringBefore('(')
        else -> getterOf(plainName)
    }

    /** @throws IllegalArgumentException when it is no property of [type] */
    fun nameIn(type: KotlinOutputType<*>): String = when (val node = type.node) {
        is ObjectSchema -> find(node, type.owner) ?: refuse(type, node.propertyNames)
        is UnionSchema -> nameInVariants(type, node)
        else -> throw IllegalArgumentException("${describe()} names no property of ${type.name}: that is no object")
    }

    /** A property of a sealed type's base travels as its variants say; a name for all of them needs them to agree. */
    private fun nameInVariants(type: KotlinOutputType<*>, union: UnionSchema): String {
        val names = union.variants.mapNotNullTo(LinkedHashSet()) { variant ->
            val schema = type.schema.resolve(variant.schema) as ObjectSchema
            find(schema, type.variant(variant.tag)?.owner)
        }
        require(names.size <= 1) { "${describe()} travels as $names, depending on the variant of ${type.name}; ask the variant's own type" }
        return names.firstOrNull() ?: refuse(type, union.variants.flatMap { names(type.schema.resolve(it.schema)) }.toSet())
    }

    private fun find(schema: ObjectSchema, type: Class<*>?): String? {
        if (type != null && owner != null && !owner.isAssignableFrom(type)) return null
        val annotated = annotations(type ?: owner)
        if (annotated?.isAnnotationPresent(Transient::class.java) == true) return null
        annotated?.serialName?.let { if (schema.property(it) != null) return it }
        return plainName.takeIf { schema.property(it) != null && !isTaken(type ?: owner) }
    }

    /** What the nearest class that declares the property says, [type] itself first: an override does not inherit the name. */
    private fun annotations(type: Class<*>?): Method? {
        for (level in lineage(type)) {
            val methods = level.declaredMethods.toList()
            val annotated = (methods + level.defaultMethods()).firstOrNull { it.name.isGetter(ANNOTATIONS) }
            if (annotated != null) return annotated
            if (methods.any { it.name.isGetter("") && it.parameterCount == 0 }) return null
        }
        return null
    }

    /**
     * Whether another property of [type] travels under this one's plain name. Then this one does not travel: it is computed,
     * delegated, or a base's that is not serialized, or the compiler would have refused the two.
     */
    private fun isTaken(type: Class<*>?): Boolean = generateSequence(type) { it.superclass }.any { level ->
        level.declaredMethods.any { it.name.endsWith(ANNOTATIONS) && !it.name.isGetter(ANNOTATIONS) && it.serialName == plainName }
    }

    private fun String.isGetter(suffix: String): Boolean =
        this == getter + suffix || (startsWith("$getter-") && endsWith(suffix) && (suffix.isNotEmpty() || !contains('$')))

    /** Where the compiler puts what an interface says of its properties. */
    private fun Class<*>.defaultMethods(): List<Method> =
        if (isInterface) {
            declaredClasses.firstOrNull {
                it.simpleName == "DefaultImpls"
            }?.declaredMethods.orEmpty().toList()
        } else {
            emptyList()
        }

    private val Method.serialName: String? get() = getAnnotation(SerialName::class.java)?.value

    private fun names(schema: Schema): Set<String> = (schema as? ObjectSchema)?.propertyNames.orEmpty()

    private fun describe(): String = listOfNotNull(owner?.simpleName, plainName).joinToString("::")

    private fun refuse(type: KotlinOutputType<*>, known: Set<String>): Nothing = throw IllegalArgumentException(
        if (plainName in known && type.owner?.let { owner?.isAssignableFrom(it) } == true) {
            "${describe()} is not serialized, so it is no property of ${type.name}: \"$plainName\" is how another property travels"
        } else {
            "${describe()} is no property of ${type.name}, which has ${known.joinToString().ifEmpty { "none" }}"
        },
    )

    private companion object {
        const val ANNOTATIONS = "\$annotations"

        fun getterOf(property: String): String {
            val isQuestion = property.startsWith("is") && property.length > 2 && property[2] !in 'a'..'z'
            return if (isQuestion) property else "get" + property.replaceFirstChar { if (it in 'a'..'z') it.uppercaseChar() else it }
        }

        /** [type], its superclasses from the nearest on, then all their interfaces. */
        fun lineage(type: Class<*>?): Sequence<Class<*>> {
            val classes = generateSequence(type) { it.superclass }.toList()
            return classes.asSequence() + classes.flatMapTo(LinkedHashSet()) { allInterfaces(it) }
        }

        fun allInterfaces(type: Class<*>): List<Class<*>> = type.interfaces.flatMap { listOf(it) + allInterfaces(it) }
    }
}
