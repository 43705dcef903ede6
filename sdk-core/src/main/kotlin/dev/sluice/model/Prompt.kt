package dev.sluice.model

import dev.sluice.schema.PlainDialect
import dev.sluice.schema.SchemaDocument

/** These messages, with words in the first system message that ask for JSON of [schema]. It is added if there is none. */
internal fun List<Message>.prompted(name: String, description: String?, schema: SchemaDocument): List<Message> {
    val words = buildString {
        append("Answer with one JSON object in a ```json block. Only that block is read; whatever stands outside of it is not. ")
        append("The object must match this JSON Schema of ").append(name)
        description?.let { append(" (").append(it).append(')') }
        append(":\n").append(PlainDialect.render(schema).json)
    }
    return withInstructions(words)
}
