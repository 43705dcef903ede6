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
import io.ktor.server.application.ApplicationStopping
import io.ktor.server.application.install
import io.ktor.server.application.log
import io.ktor.server.http.HttpRequestLifecycle
import io.ktor.server.http.content.staticResources
import io.ktor.server.request.receiveText
import io.ktor.server.response.respondText
import io.ktor.server.routing.Route
import io.ktor.server.routing.RoutingContext
import io.ktor.server.routing.post
import io.ktor.server.routing.routing
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.flow.emitAll
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.map
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
        answer(Json.decodeFromString<Question>(call.receiveText()).checked())
    } catch (cancelled: CancellationException) {
        throw cancelled
    } catch (bad: BadQuestion) {
        refuse(HttpStatusCode.BadRequest, Failure.of(bad))
    } catch (unreadable: SerializationException) {
        refuse(HttpStatusCode.BadRequest, Failure("The question cannot be read", "It is JSON such as {\"text\": \"…\"}.", canRetry = false))
    } catch (failure: Exception) {
        call.application.log.warn("The model did not answer", failure)
        refuse(HttpStatusCode.BadGateway, Failure.of(failure))
    }
}

private suspend fun RoutingContext.refuse(status: HttpStatusCode, failure: Failure) =
    call.respondText(failure.toJson(), ContentType.Application.Json, status)
