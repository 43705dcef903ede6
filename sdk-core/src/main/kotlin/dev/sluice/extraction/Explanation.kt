package dev.sluice.extraction

import dev.sluice.model.OutputMode
import dev.sluice.model.RequestPlan
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject

/** How a type would be asked for: what would be sent, and what of the type the provider cannot express. Its text says it all. */
public class Explanation internal constructor(
    /** The name of the type that the model sees. */
    public val type: String,
    public val provider: String,
    public val model: String,
    public val mode: OutputMode,
    /** What the provider can do for the model, the strongest first. */
    public val modes: List<OutputMode>,
    /** What would be sent, but for the headers. */
    public val request: RequestPlan,
) {
    /** What of the type the provider cannot express, and what is done instead, a sentence each, with the path. */
    public val concessions: List<String> get() = request.concessions

    override fun toString(): String = buildString {
        append(type).append(" from ").append(provider).append('/').append(model).append(", mode ").append(mode)
        append(if (mode == modes.firstOrNull()) ", the strongest of " else ", out of ").append(modes.joinToString()).append(".\n\n")
        append(request.method).append(' ').append(request.url).append('\n')
        append(PRETTY.encodeToString(JsonObject.serializer(), request.body)).append('\n')
        if (concessions.isEmpty()) append("\nThe provider can express all of the type.") else append("\nWhat the provider cannot express:")
        concessions.forEach { append("\n- ").append(it) }
    }

    private companion object {
        @OptIn(ExperimentalSerializationApi::class)
        val PRETTY = Json {
            prettyPrint = true
            prettyPrintIndent = "  "
        }
    }
}
