package dev.sluice.openai.responses

import dev.sluice.transport.ResponseInfo
import dev.sluice.wire.ApiAnswer
import dev.sluice.wire.long
import dev.sluice.wire.obj
import dev.sluice.wire.objects
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** A conversation in fewer tokens: [output] is the input that the next request begins with. */
public class CompactedResponse internal constructor(raw: JsonObject, response: ResponseInfo) : ApiAnswer(raw, response) {
    /** Its own name. */
    public val id: String get() = raw.string("id").orEmpty()

    /** When it was made, in seconds since 1970. */
    public val createdAt: Long? get() = raw.long("created_at")

    /** What stays, and an item that stands for the rest. Send it as it is. */
    public val output: List<ResponseItem> = raw.objects("output").map(ResponseItem::of)

    /** What the compaction cost, in tokens. */
    public val usage: ResponseUsage? get() = raw.obj("usage")?.let(::ResponseUsage)
}
