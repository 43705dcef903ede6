package dev.sluice.errors

/** This failure with [change] made to every text in it that came from afar; this itself where that changes nothing. */
internal fun ApiException.withTexts(change: (String) -> String): ApiException {
    if (texts().all { change(it) == it }) return this
    return changed(change).also { it.stackTrace = stackTrace }
}

private fun ApiException.texts(): Sequence<String> {
    val own = when (this) {
        is ApiStatusException -> sequenceOf(body)
        is ApiResponseException -> sequenceOf(body)
        is ApiConnectionException, is ApiTimeoutException -> emptySequence()
    }
    return own + generateSequence<Throwable>(this) { it.cause }.take(MAX_CAUSES).map { it.message.orEmpty() }
}

// The causes are left out: they may repeat what is changed here.
private fun ApiException.changed(change: (String) -> String): ApiException = when (this) {
    is ApiStatusException -> failure.withTexts(change).toException()
    is ApiResponseException -> ApiResponseException(change(message), status, change(body), requestId = requestId)
    is ApiConnectionException -> ApiConnectionException(change(message), requestId = requestId)
    is ApiTimeoutException -> ApiTimeoutException(change(message), limit, limitMillis, requestId = requestId)
}

private const val MAX_CAUSES = 20
