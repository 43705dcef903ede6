package dev.sluice.gemini

import dev.sluice.transport.ResponseInfo
import dev.sluice.wire.ApiAnswer
import dev.sluice.wire.obj
import dev.sluice.wire.objects
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** What a model generated, or a piece of it in a stream: a view of the JSON that the server sent. Immutable. */
public class GenerateContentResponse internal constructor(
    raw: JsonObject,
    response: ResponseInfo?,
    requestId: String? = response?.requestId,
) : ApiAnswer(raw, response, requestId ?: raw.string("responseId")) {
    /** Its own name, which is the call's too: [requestId], where no header gives another. */
    public val responseId: String? get() = raw.string("responseId")

    /** The model that answered. */
    public val modelVersion: String? get() = raw.string("modelVersion")

    /** The answers; more than one if more were asked for, none if the prompt was blocked. */
    public val candidates: List<Candidate> = raw.objects("candidates").map(::Candidate)

    /** Why the prompt was blocked, such as `SAFETY` or `PROHIBITED_CONTENT`; null if it was not. */
    public val blockReason: String?
        get() = raw.obj("promptFeedback")?.string("blockReason")?.takeUnless { it == "BLOCKED_REASON_UNSPECIFIED" }

    /** What the call cost, in tokens; in a stream from its start on, not since the last piece. */
    public val usage: UsageMetadata? get() = raw.obj("usageMetadata")?.let(::UsageMetadata)

    /** The text of the first answer, without what was only thought; empty when there is none, such as beside a function call. */
    public val text: String get() = first?.text.orEmpty()

    /** The functions that the first answer calls. */
    public val functionCalls: List<FunctionCall> get() = first?.functionCalls.orEmpty()

    /** Why the model stopped at the first answer; null while it has not. */
    public val finishReason: String? get() = candidates.firstOrNull()?.finishReason

    private val first: Content? get() = candidates.firstOrNull()?.content
}
