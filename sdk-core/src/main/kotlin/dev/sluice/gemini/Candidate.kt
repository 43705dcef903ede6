package dev.sluice.gemini

import dev.sluice.wire.ApiObject
import dev.sluice.wire.int
import dev.sluice.wire.obj
import dev.sluice.wire.objects
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** One answer of a model, or a piece of it in a stream. */
public class Candidate internal constructor(raw: JsonObject) : ApiObject(raw) {
    /** Which answer it is, where several were asked for. */
    public val index: Int get() = raw.int("index") ?: 0

    /** What it says; goes back into the conversation as it is. Without parts where nothing was said. */
    public val content: Content get() = Content.of(raw.obj("content") ?: JsonObject(emptyMap()))

    /** Why the model stopped: `STOP`, `MAX_TOKENS`, `SAFETY`, `RECITATION`, or another word; null while it has not. */
    public val finishReason: String? get() = raw.string("finishReason")?.takeUnless { it.isEmpty() || it == "FINISH_REASON_UNSPECIFIED" }

    /** The same in a sentence, where the server writes one. */
    public val finishMessage: String? get() = raw.string("finishMessage")

    /** How harmful it was judged to be, a rating for each category. */
    public val safetyRatings: List<JsonObject> get() = raw.objects("safetyRatings")
}
