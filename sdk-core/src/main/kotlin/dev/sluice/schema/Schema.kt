package dev.sluice.schema

/**
 * The neutral schema of a type, one node of it: what the type says, before any provider's dialect.
 *
 * Immutable. Kotlin types and Java types of the same shape give equal trees, so that checks, dialects, partials and re-asking
 * see only this.
 */
public sealed class Schema {
    /** Whether JSON's `null` is a value of this type. */
    public abstract val nullable: Boolean

    /** What the model is told about it. */
    public abstract val description: String?

    /** Everything else that makes two nodes of a class the same. */
    internal abstract val parts: List<Any?>

    final override fun equals(other: Any?): Boolean = this === other || (other is Schema && isSame(other))

    private fun isSame(other: Schema): Boolean =
        javaClass === other.javaClass && nullable == other.nullable && description == other.description && parts == other.parts

    final override fun hashCode(): Int = (parts.hashCode() * 31 + description.hashCode()) * 31 + nullable.hashCode()

    final override fun toString(): String = javaClass.simpleName + parts + (if (nullable) "?" else "")
}
