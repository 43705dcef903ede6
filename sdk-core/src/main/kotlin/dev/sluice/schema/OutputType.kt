package dev.sluice.schema

import dev.sluice.json.JsonValue

/**
 * A type of the caller's, as extraction sees it: a name, a [schema], and the way from JSON to a value.
 *
 * This is the one seam between types and extraction: Kotlin's come from a serializer, Java's from Jackson; both give the same
 * tree. Implementations are immutable and safe for concurrent use.
 */
public interface OutputType<T> {
    /** The name that the model sees, of letters, digits, `_` and `-`. */
    public val name: String

    public val schema: SchemaDocument

    /**
     * Builds the value from [json], which is complete and has passed the shape check.
     *
     * @throws DecodingException when the type itself refuses (an `init` block, a compact constructor), with the path, from [json]
     *   on, of the object that was being built
     */
    public fun decode(json: JsonValue): T

    /** What is wrong with a value that could be built, as far as the type's own annotations tell. */
    public fun validate(value: T): List<Violation> = emptyList()

    /** The type of the property that travels under [name], or null if this is no object or has no such property. */
    public fun property(name: String): OutputType<*>?

    /** The type of a list's elements or a map's values, or null if this is neither, or is read as a whole only. */
    public fun element(): OutputType<*>?

    /** The type of the variant whose discriminator is [tag], or null if this is no union or has no such variant. */
    public fun variant(tag: String): OutputType<*>?

    /**
     * The name under which the property travels that [reference] names: a Kotlin property reference, a Java method reference.
     *
     * @throws IllegalArgumentException when it names none of this type's properties
     */
    public fun nameOf(reference: Any): String
}
