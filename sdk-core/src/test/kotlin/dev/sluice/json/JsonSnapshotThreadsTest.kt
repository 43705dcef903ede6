package dev.sluice.json

import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.concurrent.thread

/** Snapshots are read on other threads while the reader writes behind them, in the same arrays. */
class JsonSnapshotThreadsTest :
    FunSpec({
        val documents = mapOf(
            "a long list of records" to List(300) { """{"name":"n\u00e9 $it","tags":["a","b$it"],"n":$it}""" }.toString(),
            "one long string" to "\"" + "words and \\n lines 😀 ".repeat(400) + "\"",
            "one large object" to (0 until 1_500).joinToString(",", "{", "}") { "\"key $it\":\"v$it\"" },
            "an object of duplicates" to
                (0 until 1_500).joinToString(",", "{", "}") { "\"key ${it % 40}\":[\"v$it\"]" },
        )
        for ((name, document) in documents) {
            test("$name reads the same on any thread at any time") {
                // Handed over without any synchronization: an immutable value must not need it.
                val handed = arrayOfNulls<Taken>(64)
                val done = AtomicBoolean()
                val complaints = ConcurrentLinkedQueue<String>()
                val looks = IntArray(2)
                val readers = List(2) { number ->
                    thread {
                        while (!done.get() || looks[number] == 0) {
                            for (taken in handed) if (taken != null) taken.complaint()?.let { complaints += it }
                            looks[number]++
                        }
                    }
                }
                val reader = JsonReader()
                var slot = 0
                repeat(3) {
                    val writer = if (it == 0) reader else JsonReader()
                    for (start in document.indices step 9) {
                        writer.feed(document, start, minOf(start + 9, document.length))
                        writer.value?.let { value -> handed[slot++ % handed.size] = Taken(value) }
                    }
                }
                done.set(true)
                for (thread in readers) thread.join(TimeUnit.SECONDS.toMillis(60))
                complaints.take(3).shouldBeEmpty()
                readers.count { it.isAlive } shouldBe 0
                reader.finish() shouldBe JsonReader.parse(document)
            }
        }
    })

/** A snapshot and what was true of it when it was taken. */
private class Taken(private val value: JsonValue) {
    private val hash = value.hashCode()
    private val size = size()

    fun complaint(): String? = when {
        size() != size -> "size ${size()}, was $size"
        value.hashCode() != hash -> "the content changed: $value"
        else -> lookupComplaint()
    }

    private fun size(): Int = when (value) {
        is ObjectValue -> value.size
        is ArrayValue -> value.elements.size
        is StringValue -> value.text.length
        else -> 1
    }

    /** Every key must be found by its name, too: the hash table is shared with the writer. */
    private fun lookupComplaint(): String? {
        if (value !is ObjectValue) return null
        for (key in value.keys) if (value[key] == null) return "$key is there but is not found"
        return if (value["absent"] != null) "absent is found" else null
    }
}
