package dev.sluice.schema

/** `true` or `false`. */
public class BooleanSchema
@JvmOverloads
constructor(override val nullable: Boolean = false, override val description: String? = null) :
    Schema() {
    internal override val parts: List<Any?> get() = emptyList()
}
