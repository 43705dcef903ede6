package dev.sluice.openai.files

import dev.sluice.transport.ResponseInfo
import dev.sluice.wire.ApiAnswer
import dev.sluice.wire.long
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** A file that the server keeps. */
public class OpenAIFile internal constructor(raw: JsonObject, response: ResponseInfo? = null) : ApiAnswer(raw, response) {
    /** The name that requests use. */
    public val id: String get() = raw.string("id").orEmpty()

    /** The name it was uploaded under. */
    public val filename: String? get() = raw.string("filename")

    /** Its size. */
    public val bytes: Long? get() = raw.long("bytes")

    /** What it is for: `fine-tune`, `batch`, `assistants`, `user_data`, `vision`, and what the server makes itself. */
    public val purpose: String? get() = raw.string("purpose")

    /** When it was made, in seconds since 1970. */
    public val createdAt: Long? get() = raw.long("created_at")

    /** When it is deleted by itself, in seconds since 1970. */
    public val expiresAt: Long? get() = raw.long("expires_at")

    /** Whether it can be used yet: `uploaded`, `processed`, `error`. */
    public val status: String? get() = raw.string("status")
}
