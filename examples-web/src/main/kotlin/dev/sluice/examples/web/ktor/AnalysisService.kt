package dev.sluice.examples.web.ktor

import dev.sluice.OpenAI
import dev.sluice.Sluice
import dev.sluice.examples.web.page.BadQuestion
import dev.sluice.examples.web.page.Failure
import dev.sluice.examples.web.page.PageEvent
import dev.sluice.examples.web.page.Question
import io.ktor.http.ContentType
import io.ktor.http.HttpStatusCode
import io.ktor.server.application.Application
import io.ktor.server.application.ApplicationCall
import io.ktor.server.application.ApplicationStopping
import io.ktor.server.application.install
import io.ktor.server.application.log
import io.ktor.server.http.HttpRequestLifecycle
import io.ktor.server.http.content.staticResources
import io.ktor.server.request.contentType
import io.ktor.server.request.receiveChannel
import io.ktor.server.response.respondText
import io.ktor.server.routing.Route
import io.ktor.server.routing.RoutingContext
import io.ktor.server.routing.post
import io.ktor.server.routing.routing
import io.ktor.utils.io.readRemaining
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.flow.emitAll
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.map
import kotlinx.io.readByteArray
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json

/** The page and what it asks for. [openai] is closed when the application stops. */
fun Application.analysisService(openai: OpenAI, modelName: String) {
    val sluice = Sluice(openai) {
        model = modelName
        maxTokens = 2048
    }
    // A browser that leaves ends the coroutine of its call, and with it the model's request.
    install(HttpRequestLifecycle) { cancelCallOnClose = true }
    monitor.subscribe(ApplicationStopping) { openai.close() }
    routing {
        staticResources("/", "page")
        analyse(sluice)
        tickets(sluice)
        chat(openai, modelName)
    }
}

/** The object while the model writes it. */
private fun Route.analyse(sluice: Sluice) = post("/analyse") {
    answering { text ->
        val partials = sluice.extractPartial<ProductAnalysis> {
            user("Analyse this product for someone who thinks of buying it:\n\n$text")
            partialIntervalMillis = 50
        }
        call.respondEvents(
            partials.map { partial ->
                partial.extraction?.let { PageEvent.result(it, partial.json) } ?: PageEvent.partial(partial.attempt, partial.json)
            },
        )
    }
}

/** The whole object at once. */
private fun Route.tickets(sluice: Sluice) = post("/tickets") {
    answering { text ->
        val ticket: Ticket = sluice.extract { user("Sort this message of a customer:\n\n$text") }
        call.respondText(Json.encodeToString(ticket), ContentType.Application.Json)
    }
}

/** Plain text, token by token. */
private fun Route.chat(openai: OpenAI, modelName: String) = post("/chat") {
    answering { text ->
        val chunks = openai.chat.completions.stream {
            model = modelName
            user(text)
        }
        call.respondEvents(
            flow {
                emitAll(chunks.map { PageEvent.token(it.text) })
                emit(PageEvent.DONE)
            },
        )
    }
}

/** Reads the question and answers it. What is wrong before the first byte of the answer gets a status of its own. */
private suspend fun RoutingContext.answering(answer: suspend RoutingContext.(String) -> Unit) {
    try {
        answer(call.question().checked())
    } catch (cancelled: CancellationException) {
        throw cancelled
    } catch (bad: BadQuestion) {
        refuse(HttpStatusCode.BadRequest, Failure.of(bad))
    } catch (unreadable: SerializationException) {
        refuse(HttpStatusCode.BadRequest, UNREADABLE)
    } catch (failure: Exception) {
        call.application.log.warn("The model did not answer", failure)
        refuse(HttpStatusCode.BadGateway, Failure.of(failure))
    }
}

/** The body, if it is JSON of a size that a question may have; no more than that is ever read. */
private suspend fun ApplicationCall.question(): Question {
    if (!request.contentType().match(ContentType.Application.Json)) throw SerializationException("not JSON")
    val body = receiveChannel().readRemaining(LARGEST + 1).readByteArray()
    if (body.size > LARGEST) throw BadQuestion("The text is too long", "This demo reads up to $LARGEST bytes.")
    return JSON.decodeFromString(body.decodeToString())
}

private val JSON = Json { ignoreUnknownKeys = true }
private val UNREADABLE = Failure("The question cannot be read", "It is JSON such as {\"text\": \"…\"}.", canRetry = false)
private const val LARGEST = 256L shl 10

private suspend fun RoutingContext.refuse(status: HttpStatusCode, failure: Failure) =
    call.respondText(failure.toJson(), ContentType.Application.Json, status)
