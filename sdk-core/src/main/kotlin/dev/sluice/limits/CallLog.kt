package dev.sluice.limits

import dev.sluice.errors.ApiException
import dev.sluice.transport.HttpHeaders
import dev.sluice.transport.HttpRequest
import dev.sluice.transport.describeId
import java.util.function.Consumer

/**
 * A [CallListener] that writes a line for each thing that happens, without bodies and without secrets: `CallLog(logger::info)`.
 *
 * [write] is called on the thread that runs the call.
 */
public class CallLog(private val write: Consumer<String>) : CallListener {
    override fun onRequest(
        call: CallAttempt,
        request: HttpRequest,
    ): Unit = write.accept("$call: ${request.method} ${request.url.substringBefore('?')}")

    override fun onResponse(call: CallAttempt, status: Int, headers: HttpHeaders, millis: Long) {
        write.accept("$call: status $status after $millis ms${describeId(headers.requestId)}")
    }

    override fun onSuccess(call: CallAttempt, millis: Long): Unit = write.accept("$call: done after $millis ms")

    override fun onFailure(call: CallAttempt, failure: Throwable, millis: Long): Unit = write.accept(
        "$call: failed after $millis ms: $failure",
    )

    override fun onRetry(call: CallAttempt, failure: ApiException, waitMillis: Long): Unit = write.accept("$call: again in $waitMillis ms")
}
