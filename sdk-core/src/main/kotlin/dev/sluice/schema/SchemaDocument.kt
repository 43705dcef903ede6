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

    /** Whether some enum has a fallback. */
    internal val hasFallback: Boolean by lazy(LazyThreadSafetyMode.PUBLICATION) { nodes.any { it is EnumSchema && it.fallback != null } }

    /** Whether some part shows later than it arrives. */
    internal val hidesParts: Boolean by lazy(LazyThreadSafetyMode.PUBLICATION) {
        nodes.any { node -> node is ObjectSchema && node.properties.any { it.streamWhole || it.streamRequired } }
    }

    /** Every node, those of the definitions once. */
    private val nodes: Sequence<Schema> get() = (sequenceOf(root) + definitions.values).flatMap(::within)

    private fun within(schema: Schema): Sequence<Schema> = sequenceOf(schema) + when (schema) {
        is ObjectSchema -> schema.properties.asSequence().flatMap { within(it.schema) }
        is UnionSchema -> schema.variants.asSequence().flatMap { within(it.schema) }
        is ArraySchema -> within(schema.items)
        is MapSchema -> within(schema.values)
        else -> emptySequence()
    }

    override fun equals(other: Any?): Boolean = other is SchemaDocument && root == other.root && definitions == other.definitions

    override fun hashCode(): Int = root.hashCode() * 31 + definitions.hashCode()

    /** The plain JSON Schema. */
    override fun toString(): String = PlainDialect.render(this).json.toString()
}
