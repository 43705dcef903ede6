package dev.sluice.extraction

import dev.sluice.errors.ApiConnectionException
import dev.sluice.errors.ApiException
import dev.sluice.json.JsonIncompleteException
import dev.sluice.json.JsonLimitException
import dev.sluice.json.JsonReader
import dev.sluice.json.JsonSyntaxException
import dev.sluice.json.JsonValue
import dev.sluice.model.ChatModel
import dev.sluice.model.ModelEvent
import dev.sluice.model.ModelReply
import dev.sluice.model.Usage
import dev.sluice.schema.Violation

/**
 * Reads one answer while it streams: JSON grows, and [changed] hears of every visible change.
 *
 * It ends well, with the whole reply and complete JSON, or it fails with an [OutputException] that carries what arrived.
 */
internal class AnswerStream(private val chat: ChatModel, private val question: Question<*>, private val number: Int = 1) {
    private val reader = JsonReader(question.limits)
    private val text = StringBuilder()
    private var started: ModelEvent.Started? = null
    private var reply: ModelReply? = null

    /** The answer so far, out of its envelope. */
    var json: JsonValue? = null
        private set

    /** Makes the partial that an exception carries. */
    var partial: () -> Partial<*>? = { null }

    /** Returns when the stream has ended well; the value is complete JSON. */
    suspend fun read(changed: suspend () -> Unit): JsonValue {
        try {
            chat.stream(question.request).collect { event -> take(event, changed) }
        } catch (cut: ApiConnectionException) {
            // Before anything arrived it is a failed call; afterwards it is half an answer.
            if (started == null && text.isEmpty()) throw cut
            throw incomplete("The stream broke off: ${cut.message}", cut)
        } catch (failed: ApiException) {
            // A failed call stays what it is; what had arrived must not be lost.
            if (text.isNotEmpty()) failed.addSuppressed(incomplete("The call failed before the answer was whole.", null))
            throw failed
        }
        val reply = reply ?: throw incomplete("The stream ended without its terminal event.", null)
        reply.throwIfUnusable(partial(), listOf(attempt()))
        val before = json
        return finish().also { if (it !== before) changed() }
    }

    /** This time of asking, as it stands now. */
    fun attempt(violations: List<Violation> = emptyList()): Attempt {
        val whole = reply ?: return Attempt(number, text.toString(), violations, usageSoFar(), null, started?.model, started?.requestId)
        return attempt(number, whole, violations)
    }

    private suspend fun take(event: ModelEvent, changed: suspend () -> Unit) {
        when (event) {
            is ModelEvent.Started -> started = event
            is ModelEvent.Delta -> feed(event.text, changed)
            is ModelEvent.Reasoning -> Unit
            is ModelEvent.Finished -> reply = event.reply
        }
    }

    private suspend fun feed(piece: String, changed: suspend () -> Unit) {
        text.append(piece)
        val before = reader.value
        reading { reader.feed(piece) }
        val after = reader.value
        if (after !== before) {
            json = question.envelope.open(after)
            changed()
        }
    }

    private fun finish(): JsonValue {
        val root = try {
            reading { reader.finish() }
        } catch (open: JsonIncompleteException) {
            throw incomplete(
                if (text.isBlank()) "The answer is empty." else "The answer ended with its JSON still open, at ${open.path}.",
                open,
            )
        }
        return question.envelope.open(root)?.also { json = it } ?: throw invalid(missing(question.envelope), null)
    }

    private inline fun <R> reading(read: () -> R): R = try {
        read()
    } catch (broken: JsonSyntaxException) {
        throw invalid(Violation(broken.path, "this is not JSON: ${broken.message}"), broken)
    } catch (over: JsonLimitException) {
        throw invalid(Violation(over.path, over.message.orEmpty()), over)
    }

    private fun invalid(violation: Violation, cause: Throwable?) =
        invalidOutput(listOf(violation), cause, partial(), listOf(attempt(listOf(violation))))

    private fun incomplete(message: String, cause: Throwable?): IncompleteOutputException {
        val attempt = attempt()
        val id = attempt.requestId?.let { " [request id $it]" }.orEmpty()
        return IncompleteOutputException("$message ${text.length} characters had arrived$id.", cause, partial(), listOf(attempt))
    }

    /** The provider counts at the end; a stream that broke off leaves us with what it said at the start and a guess. */
    private fun usageSoFar(): Usage = Usage(
        inputTokens = started?.usage?.inputTokens ?: 0,
        outputTokens = started?.usage?.outputTokens ?: 0,
        cachedInputTokens = started?.usage?.cachedInputTokens ?: 0,
        cacheWriteTokens = started?.usage?.cacheWriteTokens ?: 0,
        isExact = false,
        estimatedOutputTokens = (text.length + CHARACTERS_PER_TOKEN - 1L) / CHARACTERS_PER_TOKEN,
    )

    private companion object {
        /** A common rule of thumb for English; only the estimate beside the lower bound rests on it. */
        const val CHARACTERS_PER_TOKEN = 4
    }
}
