package dev.sluice.testing

/** Headers in order; names are compared without regard to case. */
internal class HeaderList(val entries: List<Pair<String, String>>) {
    operator fun get(name: String): String? = entries.firstOrNull { it.first.equals(name, ignoreCase = true) }?.second

    fun all(name: String): List<String> = entries.filter { it.first.equals(name, ignoreCase = true) }.map { it.second }

    operator fun contains(name: String): Boolean = get(name) != null

    fun without(name: String): HeaderList = HeaderList(entries.filterNot { it.first.equals(name, ignoreCase = true) })

    fun plus(name: String, value: String): HeaderList {
        require(name.isNotEmpty() && name.none { it <= ' ' || it == ':' }) { "not a header name: '$name'" }
        require(value.none { it == '\r' || it == '\n' }) { "the value of header '$name' holds a line break; Answer.raw() can send one" }
        return HeaderList(entries + (name to value))
    }

    companion object {
        val EMPTY = HeaderList(emptyList())
    }
}
