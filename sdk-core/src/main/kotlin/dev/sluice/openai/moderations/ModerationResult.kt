package dev.sluice.openai.moderations

import dev.sluice.wire.ApiObject
import dev.sluice.wire.boolean
import dev.sluice.wire.double
import dev.sluice.wire.obj
import kotlinx.serialization.json.JsonObject

/** The judgement of one text, or of all parts together. */
public class ModerationResult internal constructor(raw: JsonObject) : ApiObject(raw) {
    /** Whether any category is. */
    public val isFlagged: Boolean get() = raw.boolean("flagged") == true

    /** The categories that are flagged, in the provider's words, such as `harassment/threatening`. */
    public val flaggedCategories: Set<String>
        get() = raw.obj("categories")?.let { all -> all.keys.filterTo(LinkedHashSet()) { all.boolean(it) == true } }.orEmpty()

    /** How sure the model is of each category, from 0 to 1. */
    public val scores: Map<String, Double>
        get() = raw.obj("category_scores")?.let { all ->
            all.keys.mapNotNull { key -> all.double(key)?.let { key to it } }.toMap()
        }.orEmpty()
}
