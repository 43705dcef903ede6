package dev.sluice.schema

/** A whole schema: its root, and the types that it refers to by name. */
public class SchemaDocument
@JvmOverloads
constructor(public val root: Schema, public val definitions: Map<String, Schema> = emptyMap()) {
    /** [schema] itself, or what it refers to; nullability and description of the reference are the reference's own. */
    public fun resolve(schema: Schema): Schema {
        var node = schema
        while (node is ReferenceSchema) {
            node = definitions[node.target] ?: throw IllegalStateException("the schema refers to ${node.target}, which it does not define")
        }
        return node
    }

    override fun equals(other: Any?): Boolean = other is SchemaDocument && root == other.root && definitions == other.definitions

    override fun hashCode(): Int = root.hashCode() * 31 + definitions.hashCode()

    /** The plain JSON Schema. */
    override fun toString(): String = PlainDialect.render(this).json.toString()
}
