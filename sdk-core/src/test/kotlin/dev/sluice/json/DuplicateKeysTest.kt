package dev.sluice.json

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.comparables.shouldBeLessThan
import io.kotest.matchers.shouldBe
import java.lang.management.ManagementFactory

/** The last value of a duplicate key counts, once it is complete; older snapshots keep the older one. */
class DuplicateKeysTest :
    FunSpec({
        test("the older value shows until the newer one is complete") {
            val reader = JsonReader()
            val seen = LinkedHashSet<String>()
            for (character in """{"a":"one","b":2,"a":{"c":"two","c":3},"d":"x"}""") {
                reader.feed(character.toString())
                seen += reader.value.toString()
            }
            seen.toList() shouldBe listOf(
                """{}""", """{"a":""}""", """{"a":"o"}""", """{"a":"on"}""", """{"a":"one"}""", """{"a":"one","b":2}""",
                """{"a":{"c":3},"b":2}""", """{"a":{"c":3},"b":2,"d":""}""", """{"a":{"c":3},"b":2,"d":"x"}""",
            )
        }

        test("snapshots keep what they showed") {
            val reader = readerOf("""{"a":1,"b":2,""")
            val first = reader.value as ObjectValue
            reader.feed("\"a\":3,")
            val second = reader.value as ObjectValue
            reader.feed("\"a\":4}")
            val last = reader.finish() as ObjectValue
            listOf(first, second, last).map { it["a"].toString() } shouldBe listOf("1", "3", "4")
            listOf(first, second, last).map { it.keys } shouldBe List(3) { listOf("a", "b") }
        }

        test("a warning names the path and the offset; the first hundred are kept, all are counted") {
            val reader = readerOf("""{"a":[{"b":1,"b":2}],"a":3}""")
            reader.warnings.map { it.toString() } shouldBe listOf(
                "The key stands twice in its object; the last value counts at offset 13, path $.a[0].b",
                "The key stands twice in its object; the last value counts at offset 21, path $.a",
            )
            reader.warnings.map { it.path.segments } shouldBe listOf(listOf("a", 0, "b"), listOf("a"))
            readerOf("""{"a":1,"b":{"a":1}}""").warnings shouldBe emptyList()

            val many = readerOf("{" + "\"a\":1,".repeat(1_000))
            many.warnings.size shouldBe 100
            many.warningCount shouldBe 999
        }

        test("keys are the same when they are the same after unescaping") {
            readerOf("""{"a":1,"\u0061":2}""").finish().toString() shouldBe """{"a":2}"""
            readerOf("{\"\\ud800\":1,\"\uD801\":2}").finish().toString() shouldBe "{\"\uFFFD\":2}"
        }

        test("the newest value is found in objects of any size") {
            for (size in listOf(1, 2, 15, 16, 17, 18, 40, 300, 5_000)) {
                val text = (0 until size).joinToString(",", "{", ",") { "\"k$it\":$it" } +
                    (0 until size step 3).joinToString(",", "", "}") { "\"k$it\":-$it" }
                val value = JsonReader.parse(text) as ObjectValue
                value.size shouldBe size
                for (at in 0 until size) value["k$at"].toString() shouldBe if (at % 3 == 0) "-$at" else "$at"
            }
        }

        context("a hundred thousand duplicates, with a snapshot after each, cost in proportion") {
            // Allocation is a count of work that does not depend on how busy the machine is.
            fun allocatedFor(document: (Int) -> String, repeats: Int): Long {
                val text = document(repeats)
                val threads = ManagementFactory.getThreadMXBean() as com.sun.management.ThreadMXBean
                val before = threads.getThreadAllocatedBytes(Thread.currentThread().id)
                readerOf(text, 6).finish()
                return threads.getThreadAllocatedBytes(Thread.currentThread().id) - before
            }
            val documents = mapOf<String, (Int) -> String>(
                "of one key" to { repeats -> "{" + "\"a\":1,".repeat(repeats) + "\"a\":2}" },
                "of one key among many" to { repeats ->
                    (0 until repeats / 10).joinToString(",", "{", ",") { "\"k$it\":$it" } + "\"k7\":1,".repeat(repeats) + "\"a\":2}"
                },
                "of all keys" to { repeats ->
                    val keys = (0 until repeats / 2).joinToString(",") { "\"k$it\":$it" }
                    "{$keys,$keys}"
                },
            )
            for ((name, document) in documents) {
                test(name) {
                    allocatedFor(document, 1_000)
                    val ratio = allocatedFor(document, 100_000).toDouble() / allocatedFor(document, 25_000)
                    ratio shouldBeLessThan 6.0
                }
            }
        }
    })
