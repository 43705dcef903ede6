package dev.sluice.openai.models

import dev.sluice.transport.ResponseInfo
import dev.sluice.wire.ApiAnswer
import dev.sluice.wire.long
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** A model that the server offers. */
public class OpenAIModel internal constructor(raw: JsonObject, response: ResponseInfo? = null) : ApiAnswer(raw, response) {
    /** The name that requests use. */
    public val id: String get() = raw.string("id").orEmpty()

    /** When it was made, in seconds since 1970. */
    public val created: Long? get() = raw.long("created")

    /** The organization that owns it. */
    public val ownedBy: String? get() = raw.string("owned_by")
}
