package dev.sluice.sse

/** One event of a `text/event-stream`. [name] is `message` when the server gave none. */
internal class ServerSentEvent(val name: String, val data: String, val id: String? = null) {
    override fun equals(other: Any?): Boolean = other is ServerSentEvent && name == other.name && data == other.data && id == other.id

    override fun hashCode(): Int = (name.hashCode() * 31 + data.hashCode()) * 31 + id.hashCode()

    override fun toString(): String = "$name: $data" + id?.let { " (id $it)" }.orEmpty()
}
