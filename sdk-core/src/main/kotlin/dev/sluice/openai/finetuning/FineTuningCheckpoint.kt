package dev.sluice.openai.finetuning

import dev.sluice.wire.ApiObject
import dev.sluice.wire.long
import dev.sluice.wire.obj
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** A model that fine-tuning kept on its way. */
public class FineTuningCheckpoint internal constructor(raw: JsonObject) : ApiObject(raw) {
    public val id: String? get() = raw.string("id")

    /** The name that requests use for the model as it was then. */
    public val model: String? get() = raw.string("fine_tuned_model_checkpoint")

    /** After how many steps it was kept. */
    public val stepNumber: Long? get() = raw.long("step_number")

    /** What was measured then. */
    public val metrics: JsonObject? get() = raw.obj("metrics")
}
