package dev.sluice.errors

/**
 * A call to a provider failed.
 *
 * [isRetryable] says whether the same request may succeed a little later; the client has then already tried again as often as
 * it was told to. [requestId] is the provider's name for the call, if one arrived: support will ask for it.
 */
public sealed class ApiException(message: String, cause: Throwable?, public val isRetryable: Boolean, public val requestId: String?) :
    SluiceException(message, cause) {
    /** How often the call was made before it was given up. Earlier failures are suppressed in this one. */
    public var tries: Int = 1
        internal set

    override val message: String get() = super.message + if (tries == 1) "" else " (tried $tries times)"
}

/** The provider could not be reached, or the connection broke before the answer was whole. */
public class ApiConnectionException
@JvmOverloads
constructor(message: String, cause: Throwable? = null, requestId: String? = null) :
    ApiException(message, cause, true, requestId)

/** One of the client's own time limits passed; [limit] names it, as the options do (`connect`, `firstContent`, `idle`, `total`). */
public class ApiTimeoutException
@JvmOverloads
constructor(
    message: String,
    public val limit: String,
    public val limitMillis: Long,
    cause: Throwable? = null,
    requestId: String? = null,
) : ApiException(message, cause, true, requestId)

/** An answer arrived that is not understood: not JSON, or not of the documented shape. [body] holds its first few kilobytes. */
public class ApiResponseException
@JvmOverloads
constructor(
    message: String,
    public val status: Int,
    public val body: String,
    cause: Throwable? = null,
    requestId: String? = null,
) : ApiException(message, cause, false, requestId)
