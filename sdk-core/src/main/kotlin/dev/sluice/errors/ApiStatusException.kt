package dev.sluice.errors

/**
 * The provider answered with an error: as an HTTP status, or as an error event inside a stream that had begun with status 200.
 * Either way the class tells the kind.
 */
public sealed class ApiStatusException(public val failure: ApiFailure) :
    ApiException(failure.describe(), null, failure.isRetryable, failure.requestId) {
    /** The HTTP status as it was received: 200 for an error inside a stream. */
    public val status: Int get() = failure.status

    /** The provider's code, such as `context_length_exceeded`. */
    public val code: String? get() = failure.code

    /** The provider's word for the kind of error, such as `rate_limit_error`. */
    public val type: String? get() = failure.type

    /** The request's parameter that the provider blames. */
    public val param: String? get() = failure.param

    /** How long the provider asks us to wait, in milliseconds. */
    public val retryAfterMillis: Long? get() = failure.retryAfterMillis

    /** What the server sent, as text, cut to a few kilobytes. */
    public val body: String get() = failure.body
}

/** 400: the request is malformed, or a parameter has a value that this model does not take. */
public class BadRequestException(failure: ApiFailure) : ApiStatusException(failure)

/** 401: the key is missing, wrong or revoked. */
public class AuthenticationException(failure: ApiFailure) : ApiStatusException(failure)

/** 403: the key is valid and may not do this. */
public class PermissionDeniedException(failure: ApiFailure) : ApiStatusException(failure)

/** 404: no such model, endpoint or object, or none that this key can see. */
public class NotFoundException(failure: ApiFailure) : ApiStatusException(failure)

/** 409: the request clashes with another one. */
public class ConflictException(failure: ApiFailure) : ApiStatusException(failure)

/** 413: the request has more bytes than the provider takes. */
public class RequestTooLargeException(failure: ApiFailure) : ApiStatusException(failure)

/** 422: well-formed, and still not something the provider can act on. */
public class UnprocessableEntityException(failure: ApiFailure) : ApiStatusException(failure)

/** 429: too many requests or tokens for now, or the quota is spent. */
public class RateLimitException(failure: ApiFailure) : ApiStatusException(failure)

/** 529: the provider has no capacity at the moment. */
public class OverloadedException(failure: ApiFailure) : ApiStatusException(failure)

/** 500 and above: the provider failed. */
public class InternalServerException(failure: ApiFailure) : ApiStatusException(failure)

/** Any other status that is no success. */
public class UnexpectedStatusException(failure: ApiFailure) : ApiStatusException(failure)
