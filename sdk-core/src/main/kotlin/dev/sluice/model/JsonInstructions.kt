package dev.sluice.model

import dev.sluice.schema.RenderedSchema

/** What a model is told that is not held to [schema] by its provider, and answers with JSON alone. */
internal fun jsonInstructions(output: OutputSpec, schema: RenderedSchema): String = buildString {
    append("Answer with one JSON object and nothing else. It must match this JSON Schema of ").append(output.name)
    output.description?.let { append(" (").append(it).append(')') }
    append(":\n").append(schema.json)
}

/** With [instructions] in the system message, which is the first if there is none yet. */
internal fun List<Message>.withInstructions(instructions: String): List<Message> {
    val first = firstOrNull()
    if (first?.role != Role.SYSTEM) return listOf(Message(Role.SYSTEM, instructions)) + this
    return listOf(Message(Role.SYSTEM, first.content + TextPart("\n\n" + instructions))) + drop(1)
}
