package dev.sluice.errors

import java.util.concurrent.CompletionException
import java.util.concurrent.ExecutionException

/**
 * The root of everything that this library throws on its own account.
 *
 * Cancellation is not among it: a cancelled coroutine sees its `CancellationException`, untouched.
 */
public open class SluiceException
@JvmOverloads
constructor(message: String, cause: Throwable? = null) : RuntimeException(message, cause) {
    public companion object {
        /**
         * The library's own exception inside [failure], which a `CompletableFuture` may have wrapped in a `CompletionException`
         * or an `ExecutionException`; a new one around [failure] if there is none.
         */
        @JvmStatic
        public fun from(failure: Throwable): SluiceException {
            var inner = failure
            while (inner is CompletionException || inner is ExecutionException) inner = inner.cause ?: break
            return inner as? SluiceException ?: SluiceException(inner.message ?: inner.toString(), inner)
        }
    }
}

/** The request cannot be sent as it is: no key, no model, a value out of range. Thrown before anything goes over the wire. */
public open class InvalidRequestException
@JvmOverloads
constructor(message: String, cause: Throwable? = null) :
    SluiceException(message, cause)

/** The client was closed, before the call or while it was running. */
public class ClientClosedException
@JvmOverloads
constructor(
    message: String = "The client is closed. Make a new one; a closed client stays closed.",
    cause: Throwable? = null,
) : SluiceException(message, cause)
