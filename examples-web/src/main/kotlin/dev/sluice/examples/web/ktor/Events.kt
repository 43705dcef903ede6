package dev.sluice.examples.web.ktor

import dev.sluice.examples.web.page.PageEvent
import io.ktor.http.CacheControl
import io.ktor.http.ContentType
import io.ktor.server.application.ApplicationCall
import io.ktor.server.application.log
import io.ktor.server.response.cacheControl
import io.ktor.server.response.respondBytesWriter
import io.ktor.utils.io.writeStringUtf8
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.catch

/** Answers with server-sent events. A failure of the flow is the last of them, since the status has long been sent. */
suspend fun ApplicationCall.respondEvents(events: Flow<PageEvent>) {
    response.cacheControl(CacheControl.NoStore(null))
    respondBytesWriter(ContentType.Text.EventStream) {
        events
            .catch { failure ->
                application.log.warn("The model's answer failed", failure)
                emit(PageEvent.failure(failure))
            }
            .collect { event ->
                writeStringUtf8("event: ${event.name}\ndata: ${event.data}\n\n")
                flush()
            }
    }
}
