package dev.sluice.json

/**
 * The values that replaced earlier ones under a duplicate key, by slot: an immutable trie, sixteen branches a node.
 *
 * Snapshots taken before a replacement keep the older trie, so they go on showing the older value; replacing copies one node a level.
 */
internal class Replacements private constructor(private val root: Array<Any?>, private val height: Int) {
    operator fun get(slot: Int): JsonValue? {
        if (!covers(slot, height)) return null
        var node = root
        for (level in height downTo 1) {
            @Suppress("UNCHECKED_CAST")
            node = node[branch(slot, level)] as Array<Any?>? ?: return null
        }
        return node[branch(slot, 0)] as JsonValue?
    }

    fun with(slot: Int, value: JsonValue): Replacements {
        var top = root
        var levels = height
        while (!covers(slot, levels)) {
            top = arrayOfNulls<Any?>(WIDTH).also { it[0] = top }
            levels++
        }
        return Replacements(with(top, levels, slot, value), levels)
    }

    private fun with(node: Array<Any?>?, level: Int, slot: Int, value: JsonValue): Array<Any?> {
        val copy = node?.copyOf() ?: arrayOfNulls(WIDTH)
        val branch = branch(slot, level)
        @Suppress("UNCHECKED_CAST")
        copy[branch] = if (level == 0) value else with(copy[branch] as Array<Any?>?, level - 1, slot, value)
        return copy
    }

    companion object {
        private const val BITS = 4
        private const val WIDTH = 1 shl BITS

        val NONE = Replacements(arrayOfNulls(WIDTH), 0)

        private fun branch(slot: Int, level: Int): Int = (slot ushr (BITS * level)) and (WIDTH - 1)

        /** Slots stay below 2^28 ([JsonLimits.maxKeys]), so the shift stays below the width of an Int. */
        private fun covers(slot: Int, height: Int): Boolean = slot ushr (BITS * (height + 1)) == 0
    }
}
