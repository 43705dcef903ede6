package dev.sluice.openai.embeddings

import dev.sluice.openai.OpenAiCalls
import dev.sluice.wire.having

/** Embeddings, `POST /embeddings`. Safe for use from any number of coroutines at once. Errors are those of every call. */
public class Embeddings internal constructor(private val calls: OpenAiCalls) {
    /** Makes a vector of each text. */
    public suspend fun create(request: EmbeddingRequest): EmbeddingList =
        calls.generate("/embeddings", request.body, request.options) { json, response ->
            EmbeddingList(json.having(response, "data"), response)
        }

    /** Makes a vector of each text: `create { model = "text-embedding-3-small"; text("Hello!") }`. */
    @JvmSynthetic
    public suspend fun create(request: EmbeddingRequest.Builder.() -> Unit): EmbeddingList =
        create(EmbeddingRequest.Builder().apply(request).build())
}
