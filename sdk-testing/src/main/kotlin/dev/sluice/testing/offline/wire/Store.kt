package dev.sluice.testing.offline.wire

import dev.sluice.testing.offline.answer.Utterance

/** What the server keeps of one kind, in the order in which it came. Thread-safe. */
internal class Store<T : Any>(private val prefix: String, private val most: Int = 10_000) {
    private val items = LinkedHashMap<String, T>()
    private var made = 0L

    /** Keeps what [make] makes, and forgets the oldest when there is too much. */
    fun add(make: (Birth) -> T): T = synchronized(items) {
        val birth = Birth(prefix + Utterance.fingerprint("$prefix${++made}"), EPOCH + made)
        if (items.size == most) items.remove(items.keys.first())
        make(birth).also { items[birth.id] = it }
    }

    operator fun get(id: String): T? = synchronized(items) { items[id] }

    fun remove(id: String): T? = synchronized(items) { items.remove(id) }

    val all: List<T> get() = synchronized(items) { items.values.toList() }

    val newestFirst: List<T> get() = all.asReversed()

    companion object {
        /** Some second of 2023, from which on things are made one a second: there is no clock here. */
        const val EPOCH: Long = 1_700_000_000
    }
}

/** The name of a thing that is kept, and when it was made, in seconds since 1970. */
internal class Birth(val id: String, val seconds: Long)
