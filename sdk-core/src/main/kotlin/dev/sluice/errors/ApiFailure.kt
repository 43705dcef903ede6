package dev.sluice.errors

/** What is known about an error that a provider answered with: the facts behind an [ApiStatusException]. */
public class ApiFailure
internal constructor(
    public val status: Int,
    /** The provider's own words; the start of the body if it used no known form. */
    public val message: String,
    public val code: String? = null,
    public val type: String? = null,
    public val param: String? = null,
    public val requestId: String? = null,
    public val retryAfterMillis: Long? = null,
    public val body: String = "",
    /** What to do about it, when there is something to say. */
    internal val hint: String? = null,
    /** The server's `x-should-retry`, which overrides what the status says. */
    internal val shouldRetry: Boolean? = null,
) {
    internal val kind: Kind = Kind.of(status, type, code)

    /** Whether the same request may succeed a little later. */
    public val isRetryable: Boolean get() = shouldRetry ?: kind.isRetryable

    internal fun describe(): String = buildString {
        append(if (status == 200) "The stream carried an error" else "The server answered $status")
        listOfNotNull(type, code).distinct().takeIf { it.isNotEmpty() }?.joinTo(this, "/", " (", ")")
        append(": ").append(message.trim().ifEmpty { "no message" })
        requestId?.let { append(" [request id ").append(it).append(']') }
        hint?.let { append(' ').append(it) }
    }

    internal fun toException(): ApiStatusException = kind.make(this)

    /** This with [change] made to what the provider said. */
    internal fun withTexts(change: (String) -> String): ApiFailure = copy(status, change)

    /** This with the status that its kind of error has where it is the answer to a request alone. */
    internal fun withOwnStatus(): ApiFailure = copy(kind.status) { it }

    private fun copy(status: Int, change: (String) -> String) = ApiFailure(
        status,
        change(message),
        code?.let(change),
        type?.let(change),
        param?.let(change),
        requestId,
        retryAfterMillis,
        change(body),
        hint,
        shouldRetry,
    )

    internal enum class Kind(
        val status: Int,
        val isRetryable: Boolean,
        val types: Set<String>,
        val make: (ApiFailure) -> ApiStatusException,
    ) {
        BAD_REQUEST(400, false, REFUSED_INPUT + "invalid_request_error", ::BadRequestException),
        AUTHENTICATION(401, false, setOf("authentication_error", "invalid_api_key"), ::AuthenticationException),
        PERMISSION_DENIED(403, false, setOf("permission_error", "billing_error"), ::PermissionDeniedException),
        NOT_FOUND(404, false, setOf("not_found_error"), ::NotFoundException),
        REQUEST_TIMEOUT(408, true, setOf("timeout_error"), ::UnexpectedStatusException),
        CONFLICT(409, true, setOf("conflict_error"), ::ConflictException),
        REQUEST_TOO_LARGE(413, false, setOf("request_too_large"), ::RequestTooLargeException),
        UNPROCESSABLE_ENTITY(422, false, emptySet(), ::UnprocessableEntityException),
        RATE_LIMIT(
            429,
            true,
            setOf("rate_limit_error", "rate_limit_exceeded", "insufficient_quota", "tokens", "requests"),
            ::RateLimitException,
        ),
        OVERLOADED(529, true, setOf("overloaded_error"), ::OverloadedException),
        INTERNAL_SERVER(500, true, setOf("server_error", "api_error", "internal_server_error"), ::InternalServerException),
        OTHER(0, false, emptySet(), ::UnexpectedStatusException),
        ;

        companion object {
            /** By status; inside a stream, where the status is 200, by the error's own type or code, which may be a status itself. */
            fun of(status: Int, type: String?, code: String? = null): Kind = when {
                status !in 200..299 -> entries.firstOrNull { it.status == status } ?: if (status >= 500) INTERNAL_SERVER else OTHER
                else -> named(type) ?: named(code) ?: code?.toIntOrNull()?.takeIf { it >= 400 }?.let { of(it, null) } ?: INTERNAL_SERVER
            }

            private fun named(word: String?): Kind? = word?.let { entries.firstOrNull { kind -> it in kind.types } }
        }
    }
}

/** Codes of errors that name no type, as the Responses API writes them: the same request will never succeed. */
private val REFUSED_INPUT = setOf(
    "invalid_prompt", "context_length_exceeded", "bio_policy", "data_residency_mismatch",
    "invalid_image", "invalid_image_format", "invalid_base64_image", "invalid_image_url", "invalid_image_mode",
    "image_too_large", "image_too_small", "image_parse_error", "image_content_policy_violation", "image_file_too_large",
    "unsupported_image_media_type", "empty_image_file", "failed_to_download_image", "image_file_not_found",
)
