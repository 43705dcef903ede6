package dev.sluice.openai.finetuning

import dev.sluice.wire.ApiObject
import dev.sluice.wire.long
import dev.sluice.wire.obj
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** Something that happened to a fine-tuning job. */
public class FineTuningEvent internal constructor(raw: JsonObject) : ApiObject(raw) {
    public val id: String? get() = raw.string("id")

    /** When it happened, in seconds since 1970. */
    public val createdAt: Long? get() = raw.long("created_at")

    /** How grave it is: `info`, `warn`, `error`. */
    public val level: String? get() = raw.string("level")

    public val message: String? get() = raw.string("message")

    /** `message`, or `metrics` with figures in [data]. */
    public val type: String? get() = raw.string("type")

    /** What belongs to it, such as figures. */
    public val data: JsonObject? get() = raw.obj("data")
}
