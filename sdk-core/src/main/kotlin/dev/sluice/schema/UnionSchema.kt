package dev.sluice.schema

/**
 * One of several objects, told apart by the property [discriminator], which is each variant's first: a model chooses the type
 * before it fills it.
 */
public class UnionSchema
@JvmOverloads
constructor(
    public val name: String,
    public val discriminator: String,
    public val variants: List<VariantSchema>,
    override val nullable: Boolean = false,
    override val description: String? = null,
) : Schema() {
    private val byTag: Map<String, VariantSchema> = variants.associateBy { it.tag }

    internal override val parts: List<Any?> get() = listOf(name, discriminator, variants)

    internal val tags: Set<String> get() = byTag.keys

    /** The variant whose discriminator is [tag]. */
    public fun variant(tag: String): VariantSchema? = byTag[tag]
}

/** One variant of a [UnionSchema]; [schema] (an [ObjectSchema] or a reference to one) does not list the discriminator. */
public class VariantSchema(public val tag: String, public val schema: Schema) {
    override fun equals(other: Any?): Boolean = other is VariantSchema && tag == other.tag && schema == other.schema

    override fun hashCode(): Int = tag.hashCode() * 31 + schema.hashCode()

    override fun toString(): String = "$tag -> $schema"
}
