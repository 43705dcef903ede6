package dev.sluice.json

/** Where in a JSON document: keys and indexes from the root. Written as `$.items[3].name`. */
public class JsonPath private constructor(private val parent: JsonPath?, private val segment: Any?) {
    /** Keys ([String]) and indexes ([Int]) from the root. */
    public val segments: List<Any>
        get() = generateSequence(this) { it.parent }.mapNotNull { it.segment }.toList().asReversed()

    /** The path of [key] in the object here. */
    public operator fun plus(key: String): JsonPath = JsonPath(this, key)

    /** The path of the element at [index] in the array here. */
    public operator fun plus(index: Int): JsonPath = JsonPath(this, index)

    /** The path that leads from here along [other]. */
    public operator fun plus(other: JsonPath): JsonPath = other.segments.fold(this) { path, segment -> JsonPath(path, segment) }

    override fun equals(other: Any?): Boolean = other is JsonPath && segments == other.segments

    override fun hashCode(): Int = segments.hashCode()

    override fun toString(): String = segments.joinToString("", prefix = "$") { segment ->
        when {
            segment is Int -> "[$segment]"
            PLAIN.matches(segment as String) -> ".$segment"
            else -> "['" + segment.replace("\\", "\\\\").replace("'", "\\'") + "']"
        }
    }

    public companion object {
        /** The document itself, `$`. */
        @JvmField
        public val ROOT: JsonPath = JsonPath(null, null)

        private val PLAIN = Regex("[A-Za-z_][A-Za-z0-9_]*")
    }
}
