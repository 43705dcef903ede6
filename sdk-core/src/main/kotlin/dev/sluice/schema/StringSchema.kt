package dev.sluice.schema

/**
 * A string. A plain one ([atomic] false) grows while it arrives; a date, a UUID, a value class or a custom-serialized one is atomic:
 * it shows when it is complete. [minLength] and [maxLength] count code points; [pattern] may match anywhere in the text.
 */
public class StringSchema
@JvmOverloads
constructor(
    public val format: String? = null,
    public val pattern: String? = null,
    public val minLength: Int? = null,
    public val maxLength: Int? = null,
    public val atomic: Boolean = format != null,
    override val nullable: Boolean = false,
    override val description: String? = null,
) : Schema() {
    internal override val parts: List<Any?> get() = listOf(format, pattern, minLength, maxLength, atomic)

    /** [pattern], compiled once. */
    internal val regex: Regex? by lazy(LazyThreadSafetyMode.PUBLICATION) { pattern?.toRegex() }
}
