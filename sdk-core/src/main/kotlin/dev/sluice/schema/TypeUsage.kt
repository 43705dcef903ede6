package dev.sluice.schema

import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.modules.SerializersModule

/**
 * Walks a type once and says which of its parts are to be written once and referred to: those that hold themselves, and those
 * that are used again and are long.
 *
 * Short types are repeated where they are used, because a model follows what it reads in place, and because a description of the
 * property can stand on it. Without a bound, a type whose parts each use the next ones twice would double at every level.
 */
internal class TypeUsage(private val module: SerializersModule, private val root: SerialDescriptor) {
    private class Type {
        var uses = 1
        var isOpen = true
        var holdsItself = false
        var size = 1
    }

    private val types = HashMap<TypeKey, Type>()

    init {
        visit(root, 0)
    }

    fun isDefinition(key: TypeKey): Boolean = types[key]?.let { it.holdsItself || (it.uses > 1 && it.size > LONG) } ?: false

    /** The number of properties in [descriptor] as if everything were repeated. */
    private fun visit(descriptor: SerialDescriptor, depth: Int): Int {
        val type = descriptor.unwrap(module)?.descriptor ?: return 1
        if (type.inner.isEmpty()) return 1
        if (depth > MAX_DEPTH) throw UnsupportedTypeException(legalName(root.serialName), "nests without end: every level is another type")
        if (!type.isStructure) return type.inner.sumSizes(depth)
        val key = TypeKey(type)
        types[key]?.let {
            it.uses++
            it.holdsItself = it.holdsItself || it.isOpen
            return it.size
        }
        val entry = Type()
        types[key] = entry
        entry.size = type.inner.sumSizes(depth)
        entry.isOpen = false
        return entry.size
    }

    private fun List<SerialDescriptor>.sumSizes(depth: Int): Int = fold(1) { sum, inner -> minOf(sum + visit(inner, depth + 1), HUGE) }

    private companion object {
        const val LONG = 16
        const val HUGE = 1_000_000
        const val MAX_DEPTH = 256
    }
}
