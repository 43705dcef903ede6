package dev.sluice.schema

import dev.sluice.json.JsonPath

/** One thing that is wrong with an answer. Shown to the model when it is asked again, so it is short and says what to do. */
public class Violation
@JvmOverloads
constructor(
    public val path: JsonPath,
    /** What is wrong, such as `must be at most 10`. */
    public val message: String,
    /** The offending piece of the answer as JSON text, cut to a readable length; null when there is none. */
    public val input: String? = null,
) {
    override fun equals(other: Any?): Boolean =
        other is Violation && path == other.path && message == other.message && input == other.input

    override fun hashCode(): Int = (path.hashCode() * 31 + message.hashCode()) * 31 + input.hashCode()

    override fun toString(): String = "$path: $message" + input?.let { " (was: $it)" }.orEmpty()
}
