package dev.sluice.openai.embeddings

import dev.sluice.openai.CompletionUsage
import dev.sluice.transport.ResponseInfo
import dev.sluice.wire.ApiAnswer
import dev.sluice.wire.obj
import dev.sluice.wire.objects
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** The embeddings of the texts of one request. */
public class EmbeddingList internal constructor(raw: JsonObject, response: ResponseInfo) : ApiAnswer(raw, response) {
    /** A vector for each text, in the order of the texts. */
    public val data: List<Embedding> = raw.objects("data").mapIndexed { place, embedding ->
        Embedding(embedding, place, requestId)
    }.sortedBy { it.index }

    /** The model that answered. */
    public val model: String? get() = raw.string("model")

    /** What the call cost, in tokens. */
    public val usage: CompletionUsage? get() = raw.obj("usage")?.let(::CompletionUsage)
}
