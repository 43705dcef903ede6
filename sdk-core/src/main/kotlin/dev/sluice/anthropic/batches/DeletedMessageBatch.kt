package dev.sluice.anthropic.batches

import dev.sluice.transport.ResponseInfo
import dev.sluice.wire.ApiAnswer
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** What the server says of a batch that was to be deleted. */
public class DeletedMessageBatch internal constructor(raw: JsonObject, response: ResponseInfo) : ApiAnswer(raw, response) {
    /** The id of what was deleted. */
    public val id: String? get() = raw.string("id")

    /** Whether it is gone. */
    public val isDeleted: Boolean get() = raw.string("type") == "message_batch_deleted"
}
