package dev.sluice.openai

import dev.sluice.transport.ResponseInfo
import dev.sluice.wire.ApiAnswer
import dev.sluice.wire.boolean
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** What the server says of something that was to be deleted. */
public class DeletedObject internal constructor(raw: JsonObject, response: ResponseInfo) : ApiAnswer(raw, response) {
    /** The id of what was deleted. */
    public val id: String? get() = raw.string("id")

    /** Whether it is gone. */
    public val isDeleted: Boolean get() = raw.boolean("deleted") == true
}
