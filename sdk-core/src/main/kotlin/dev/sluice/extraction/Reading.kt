package dev.sluice.extraction

import dev.sluice.json.JsonLimits
import dev.sluice.json.JsonRepairKind
import dev.sluice.model.OutputMode

/** How an answer's text is read. */
internal class Reading(
    val limits: JsonLimits,
    /** Whether the JSON stands in a text with other things in it; else the text is nothing but JSON, strictly. */
    val isInText: Boolean = false,
    /** What may be mended in such JSON. */
    val repairs: Set<JsonRepairKind> = emptySet(),
) {
    companion object {
        fun of(mode: OutputMode, options: AskOptions): Reading {
            val limits = options.jsonLimits ?: JsonLimits.DEFAULT
            return if (mode == OutputMode.PROMPTED) Reading(limits, isInText = true, options.repairs.orEmpty()) else Reading(limits)
        }
    }
}
