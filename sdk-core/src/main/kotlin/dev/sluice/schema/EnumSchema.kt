package dev.sluice.schema

/** One of a fixed set of strings; any other stands for [fallback], the name of a constant, if there is one. */
public class EnumSchema
@JvmOverloads
constructor(
    public val name: String,
    public val constants: List<EnumConstant>,
    override val nullable: Boolean = false,
    override val description: String? = null,
    public val fallback: String? = null,
) : Schema() {
    internal override val parts: List<Any?> get() = listOf(name, constants, fallback)

    internal val names: Set<String> = constants.mapTo(LinkedHashSet()) { it.name }
}

/** One value of an [EnumSchema], by the name it travels under. */
public class EnumConstant
@JvmOverloads
constructor(public val name: String, public val description: String? = null) {
    override fun equals(other: Any?): Boolean = other is EnumConstant && name == other.name && description == other.description

    override fun hashCode(): Int = name.hashCode() * 31 + description.hashCode()

    override fun toString(): String = name
}
