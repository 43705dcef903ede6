package dev.sluice.openai.moderations

import dev.sluice.openai.OpenAiCalls
import dev.sluice.wire.having

/** Moderations, `POST /moderations`. Safe for use from any number of coroutines at once. Errors are those of every call. */
public class Moderations internal constructor(private val calls: OpenAiCalls) {
    /** Judges what [request] shows. */
    public suspend fun create(request: ModerationRequest): Moderation =
        calls.post("/moderations", request.body, request.options) { json, response ->
            Moderation(json.having(response, "results"), response)
        }

    /** Judges what is shown: `create { text("…") }`. */
    @JvmSynthetic
    public suspend fun create(request: ModerationRequest.Builder.() -> Unit): Moderation =
        create(ModerationRequest.Builder().apply(request).build())
}
