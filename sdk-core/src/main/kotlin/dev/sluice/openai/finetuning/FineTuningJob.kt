package dev.sluice.openai.finetuning

import dev.sluice.transport.ResponseInfo
import dev.sluice.wire.ApiAnswer
import dev.sluice.wire.long
import dev.sluice.wire.obj
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** A model in training. */
public class FineTuningJob internal constructor(raw: JsonObject, response: ResponseInfo? = null) : ApiAnswer(raw, response) {
    /** The name that requests use. */
    public val id: String get() = raw.string("id").orEmpty()

    /** How far it is: `validating_files`, `queued`, `running`, `paused`, `succeeded`, `failed`, `cancelled`. */
    public val status: String? get() = raw.string("status")

    /** The model it started from. */
    public val model: String? get() = raw.string("model")

    /** The trained model's name, once there is one. */
    public val fineTunedModel: String? get() = raw.string("fine_tuned_model")

    /** When it was made, in seconds since 1970. */
    public val createdAt: Long? get() = raw.long("created_at")

    /** When it ended, in seconds since 1970. */
    public val finishedAt: Long? get() = raw.long("finished_at")

    /** What was trained on, in tokens, once it has ended. */
    public val trainedTokens: Long? get() = raw.long("trained_tokens")

    /** The ids of the files with what was measured. */
    public val resultFiles: List<String>
        get() = (raw["result_files"] as? JsonArray)?.mapNotNull { (it as? JsonPrimitive)?.content }.orEmpty()

    /** Why it failed, if it did. */
    public val errorMessage: String? get() = raw.obj("error")?.string("message")

    /** Whether nothing more will happen to it. */
    public val isFinished: Boolean get() = status in setOf("succeeded", "failed", "cancelled")
}
