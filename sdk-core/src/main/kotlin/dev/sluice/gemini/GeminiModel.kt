package dev.sluice.gemini

import dev.sluice.transport.ResponseInfo
import dev.sluice.wire.ApiAnswer
import dev.sluice.wire.array
import dev.sluice.wire.long
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** A model that the server offers. */
public class GeminiModel internal constructor(raw: JsonObject, response: ResponseInfo? = null) : ApiAnswer(raw, response) {
    /** The name that requests use, such as `models/gemini-2.5-flash`. */
    public val name: String get() = raw.string("name").orEmpty()

    /** The name that people use. */
    public val displayName: String? get() = raw.string("displayName")

    /** What it is, in a sentence or two. */
    public val description: String? get() = raw.string("description")

    /** How many tokens a request may have. */
    public val inputTokenLimit: Long? get() = raw.long("inputTokenLimit")

    /** How many tokens an answer may have. */
    public val outputTokenLimit: Long? get() = raw.long("outputTokenLimit")

    /** What can be asked of it, such as `generateContent`. */
    public val supportedMethods: List<String>
        get() = raw.array("supportedGenerationMethods")?.mapNotNull { (it as? JsonPrimitive)?.content }.orEmpty()
}
