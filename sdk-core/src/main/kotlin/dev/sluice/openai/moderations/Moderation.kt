package dev.sluice.openai.moderations

import dev.sluice.transport.ResponseInfo
import dev.sluice.wire.ApiAnswer
import dev.sluice.wire.objects
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** What a moderation model says of what it was shown. */
public class Moderation internal constructor(raw: JsonObject, response: ResponseInfo) : ApiAnswer(raw, response) {
    public val id: String? get() = raw.string("id")

    /** The model that judged. */
    public val model: String? get() = raw.string("model")

    /** One for each text; one alone where an image was among the parts. */
    public val results: List<ModerationResult> = raw.objects("results").map(::ModerationResult)

    /** Whether any of [results] is flagged. */
    public val isFlagged: Boolean get() = results.any { it.isFlagged }
}
