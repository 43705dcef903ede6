package dev.sluice.anthropic

import dev.sluice.wire.long
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject

/**
 * Puts the usages of a stream together. Each counts from the start; where one repeats a field with nothing in it, as some servers do,
 * the greater count is right.
 */
internal class UsageCollector {
    private val counts = LinkedHashMap<String, JsonElement>()

    /** What is known so far; null if nothing is. */
    val usage: MessageUsage? get() = if (counts.isEmpty()) null else MessageUsage(toJson())

    fun take(usage: MessageUsage?) {
        if (usage == null) return
        val known = toJson()
        for ((name, value) in usage.raw) {
            val isLess = (usage.raw.long(name) ?: Long.MAX_VALUE) < (known.long(name) ?: Long.MIN_VALUE)
            if (value !is JsonNull && !isLess) counts[name] = value
        }
    }

    fun toJson(): JsonObject = JsonObject(counts.toMap())
}
