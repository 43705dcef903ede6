package dev.sluice.json

import kotlin.random.Random

/**
 * The hash table of a large object: from a key to its slot. One writer adds, any number of snapshots read at the same time.
 *
 * No lock is needed, because a cell is written once and never cleared. A snapshot of n slots was made after these n were entered, so it
 * sees their cells. Whatever was entered later either does not show to it or carries a slot of n and above, which it steps over; and
 * no key below n can lie behind a cell that was still free when the key was entered.
 */
internal class KeyIndex private constructor(private val cells: IntArray) {
    /** The slot of [key] among the first [count] of [members], or -1. */
    fun slotOf(key: String, members: Array<Any?>, count: Int): Int {
        val mask = cells.size - 1
        var cell = hash(key) and mask
        while (true) {
            val slot = cells[cell] - 1
            if (slot < 0) return -1
            if (slot < count && members[2 * slot] == key) return slot
            cell = (cell + 1) and mask
        }
    }

    /** An index that also knows [slot], the newest of [members]: this one, or a larger one once this is half full. */
    fun with(slot: Int, members: Array<Any?>): KeyIndex {
        if (2 * (slot + 1) > cells.size) return of(members, slot + 1)
        enter(slot, members.keyAt(slot))
        return this
    }

    private fun enter(slot: Int, key: String) {
        val mask = cells.size - 1
        var cell = hash(key) and mask
        while (cells[cell] != 0) cell = (cell + 1) and mask
        cells[cell] = slot + 1
    }

    companion object {
        /** Smaller objects are searched from end to end, which is as fast and needs no table. */
        const val SMALLEST = 17

        /** An index of the first [count] of [members], with room to grow. */
        fun of(members: Array<Any?>, count: Int): KeyIndex {
            val index = KeyIndex(IntArray(Integer.highestOneBit(count) * 4))
            for (slot in 0 until count) index.enter(slot, members.keyAt(slot))
            return index
        }

        private val SEED = Random.nextInt()

        /** Not [String.hashCode]: anyone can write a text full of keys that collide there. The seed is unknown to whoever wrote the text. */
        private fun hash(key: String): Int {
            var hash = SEED
            for (character in key) {
                hash = (hash xor character.code) * -1640531527
                hash = hash xor (hash ushr 15)
            }
            return hash
        }
    }
}
