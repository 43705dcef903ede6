package dev.sluice.model

/** Whether the text says it all. */
internal val Message.isPlain: Boolean get() = content.size < 2 && content.all { it is TextPart }

internal val Message.cachePoints: List<CachePoint> get() = content.filterIsInstance<CachePoint>()

/** What a provider that keeps its prompt cache by itself makes of cache points. */
internal fun cacheConcessions(messages: List<Message>, provider: String): List<String> =
    if (messages.all { it.cachePoints.isEmpty() }) {
        emptyList()
    } else {
        listOf("$provider keeps its prompt cache by itself: cache points are not sent.")
    }
