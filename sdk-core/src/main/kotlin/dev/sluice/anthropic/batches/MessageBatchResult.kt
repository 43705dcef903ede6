package dev.sluice.anthropic.batches

import dev.sluice.anthropic.AnthropicMessage
import dev.sluice.errors.ApiFailure
import dev.sluice.transport.streamFailure
import dev.sluice.wire.ApiObject
import dev.sluice.wire.obj
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** What became of one request of a batch. An outcome that this version does not know is [Unknown]. */
public sealed class MessageBatchResult(raw: JsonObject) : ApiObject(raw) {
    /** The id that the request was given. */
    public val customId: String get() = raw.string("custom_id").orEmpty()

    /** The provider's word for the outcome. */
    public val type: String? get() = raw.obj("result")?.string("type")

    /** The request was answered. */
    public class Succeeded internal constructor(raw: JsonObject) : MessageBatchResult(raw) {
        /** The answer. */
        public val message: AnthropicMessage = AnthropicMessage(raw.obj("result")?.obj("message") ?: JsonObject(emptyMap()), null)
    }

    /** The request failed. It is not charged. */
    public class Errored internal constructor(raw: JsonObject) : MessageBatchResult(raw) {
        /**
         * What went wrong, with the status that the request would have been answered with alone; [ApiFailure.isRetryable] tells whether
         * the same request may succeed in another batch.
         */
        public val failure: ApiFailure = streamFailure(raw.obj("result")?.obj("error") ?: raw, null).withOwnStatus()
    }

    /** The batch was canceled before the request was sent to a model. */
    public class Canceled internal constructor(raw: JsonObject) : MessageBatchResult(raw)

    /** The batch's time ran out before the request was sent to a model. */
    public class Expired internal constructor(raw: JsonObject) : MessageBatchResult(raw)

    /** An outcome that this version does not know; [raw] holds all of it. */
    public class Unknown internal constructor(raw: JsonObject) : MessageBatchResult(raw)

    internal companion object {
        fun of(raw: JsonObject): MessageBatchResult = when (raw.obj("result")?.string("type")) {
            "succeeded" -> Succeeded(raw)
            "errored" -> Errored(raw)
            "canceled" -> Canceled(raw)
            "expired" -> Expired(raw)
            else -> Unknown(raw)
        }
    }
}
