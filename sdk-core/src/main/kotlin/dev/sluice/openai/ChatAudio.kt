package dev.sluice.openai

import dev.sluice.wire.ApiObject
import dev.sluice.wire.long
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** A spoken answer. */
public class ChatAudio internal constructor(raw: JsonObject) : ApiObject(raw) {
    /** The name by which a later message can refer to it. */
    public val id: String? get() = raw.string("id")

    /** The sound in base64, in the format that was asked for. */
    public val data: String? get() = raw.string("data")

    /** What is said. */
    public val transcript: String? get() = raw.string("transcript")

    /** Until when [id] can be used, in seconds since 1970. */
    public val expiresAt: Long? get() = raw.long("expires_at")
}
