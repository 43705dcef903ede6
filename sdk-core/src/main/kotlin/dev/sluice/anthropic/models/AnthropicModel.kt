package dev.sluice.anthropic.models

import dev.sluice.transport.ResponseInfo
import dev.sluice.wire.ApiAnswer
import dev.sluice.wire.boolean
import dev.sluice.wire.long
import dev.sluice.wire.obj
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** A model that the server offers. */
public class AnthropicModel internal constructor(raw: JsonObject, response: ResponseInfo? = null) : ApiAnswer(raw, response) {
    /** The name that requests use. */
    public val id: String get() = raw.string("id").orEmpty()

    /** The name that people use. */
    public val displayName: String? get() = raw.string("display_name")

    /** When it was released, as RFC 3339 writes it. */
    public val createdAt: String? get() = raw.string("created_at")

    /** Where it is in its life: `active`, `deprecated` or `retired`. */
    public val lifecycle: String? get() = raw.string("lifecycle")

    /** How many tokens a request may have. */
    public val maxInputTokens: Long? get() = raw.long("max_input_tokens")

    /** The highest limit that a request may set for the answer, in tokens. */
    public val maxTokens: Long? get() = raw.long("max_tokens")

    /** What it can do, each with whether it can and more; see [supports] for the short answer. */
    public val capabilities: JsonObject? get() = raw.obj("capabilities")

    /** Whether it can do [capability], such as `structured_outputs`, `thinking` or `pdf_input`; null where the server does not say. */
    public fun supports(capability: String): Boolean? = capabilities?.obj(capability)?.boolean("supported")
}
