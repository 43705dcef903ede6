package dev.sluice.json

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.shouldBe
import io.kotest.property.Arb
import io.kotest.property.PropTestConfig
import io.kotest.property.arbitrary.int
import io.kotest.property.arbitrary.list
import io.kotest.property.arbitrary.pair
import io.kotest.property.checkAll

/** The two structures behind large objects, against plain maps. */
class KeyIndexTest :
    FunSpec({
        fun membersOf(count: Int) = arrayOfNulls<Any?>(2 * count).also { for (slot in 0 until count) it[2 * slot] = "key $slot" }

        test("an index finds every key in every older view, and none that came later") {
            val members = membersOf(400)
            var index = KeyIndex.of(members, 17)
            val views = mutableListOf(17 to index)
            for (slot in 17 until 400) {
                index = index.with(slot, members)
                views += slot + 1 to index
            }
            for ((count, view) in views) {
                for (slot in 0 until 400 step 7) view.slotOf("key $slot", members, count) shouldBe if (slot < count) slot else -1
                view.slotOf("key ${count - 1}", members, count) shouldBe count - 1
                view.slotOf("none", members, count) shouldBe -1
            }
        }

        test("keys that collide as java strings do not collide here") {
            // Each of the 4,096 keys has the same String.hashCode.
            val keys = (0 until 4_096).map { bits -> (0 until 12).joinToString("") { if (bits shr it and 1 == 0) "Aa" else "BB" } }
            keys.map { it.hashCode() }.distinct().size shouldBe 1
            val members = arrayOfNulls<Any?>(2 * keys.size)
            var comparisons = 0
            keys.forEachIndexed { slot, key -> members[2 * slot] = key }
            val index = KeyIndex.of(members, keys.size)
            val counted = Array<Any?>(members.size) { at -> members[at]?.let { CountedKey(it) { comparisons++ } } }
            for (key in keys) index.slotOf(key, counted, keys.size)
            // About one and a half a key is expected at this load; all of them would be 8 million.
            (comparisons < 10 * keys.size) shouldBe true
        }

        test("replacements are a map by slot, and every older version stays as it was") {
            val steps = Arb.list(Arb.pair(Arb.int(0, 5_000), Arb.int()), 1..200)
            checkAll(PropTestConfig(seed = 20_260_101, iterations = 100), steps) { changes ->
                val expected = HashMap<Int, String>()
                val versions = mutableListOf(Replacements.NONE to expected.toMap())
                for ((slot, number) in changes) {
                    expected[slot] = "$number"
                    versions += versions.last().first.with(slot, CompleteString("$number")) to expected.toMap()
                }
                for ((version, content) in listOf(versions.first(), versions[versions.size / 2], versions.last())) {
                    for ((slot, _) in changes) (version[slot] as StringValue?)?.string shouldBe content[slot]
                    version[5_001] shouldBe null
                    version[(1 shl 28) - 1] shouldBe null
                }
            }
        }

        test("slots to the end of their range are kept apart") {
            val slots = listOf(0, 15, 16, 255, 256, 65_535, 65_536, (1 shl 28) - 1)
            val all = slots.fold(Replacements.NONE) { so, slot -> so.with(slot, CompleteString("$slot")) }
            for (slot in slots) (all[slot] as StringValue).string shouldBe "$slot"
            all[17] shouldBe null
        }
    })

/** Stands for a key in an index under test and notes each comparison. */
private class CountedKey(private val key: Any, private val note: () -> Unit) {
    override fun equals(other: Any?): Boolean {
        note()
        return key == other
    }

    override fun hashCode(): Int = key.hashCode()
}
