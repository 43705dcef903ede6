package dev.sluice.extraction

import dev.sluice.errors.SluiceException
import dev.sluice.json.JsonAlone
import dev.sluice.json.JsonInText
import dev.sluice.json.JsonIncompleteException
import dev.sluice.json.JsonLimitException
import dev.sluice.json.JsonPath
import dev.sluice.json.JsonRepair
import dev.sluice.json.JsonSource
import dev.sluice.json.JsonSyntaxException
import dev.sluice.json.JsonValue
import dev.sluice.json.JsonWarning
import dev.sluice.schema.Violation

/** Why an answer's text gives no JSON: [violation] for the model, [cause] for the caller. */
internal class AnswerFault(val violation: Violation, val cause: SluiceException? = null) {
    /** Whether the text is right as far as it goes: the answer ended too early. */
    val isOpen: Boolean get() = cause is JsonIncompleteException
}

/** Reads one answer's text, at once or in pieces, for the JSON in it. What stands before a fault is read and stays. */
internal class AnswerReader(private val envelope: Envelope, private val reading: Reading) {
    private val characters = StringBuilder()
    private val source: JsonSource = envelope.path.takeIf { envelope.isHandedOut }.let { list ->
        if (reading.isInText) {
            JsonInText(characters, reading.limits, reading.repairs, list, envelope.requiredKeys, envelope::mayHave)
        } else {
            JsonAlone(characters, reading.limits, list)
        }
    }

    /** All of the text, also what came behind a fault. */
    val text: String get() = characters.toString()
    val length: Int get() = characters.length

    /** What had to be mended in [json]. */
    val repairs: List<JsonRepair> get() = source.repairs

    /** Which try at an answer [json] belongs to, from 1: it rises whenever what showed is given up for a later one. */
    val candidate: Int get() = source.candidate

    /** What is suspicious in the text, and what in a complete answer was taken to mean something else. */
    val warnings: List<JsonWarning>
        get() = source.warnings + json?.takeIf { it.isComplete }?.let(envelope::replacements).orEmpty().map {
            JsonWarning(it.path, NO_OFFSET, "${it.input} ${it.message}")
        }

    /** Whether more text has come than JSON may have, be it JSON or not. */
    val isTooLong: Boolean get() = length > reading.limits.maxLength

    /** The answer so far, out of its envelope. */
    var json: JsonValue? = null
        private set

    /** Set as soon as no continuation can make this an answer. */
    var fault: AnswerFault? = null
        private set

    /** Reads on. Tells whether something new shows. */
    fun feed(piece: String): Boolean {
        characters.append(piece)
        return reading { source.read() }
    }

    /** Declares the end: now [json] is complete, or there is a [fault]. Tells whether something new shows. */
    fun finish(): Boolean {
        val hasChanged = reading { source.finish() }
        if (fault == null && json == null) fault = AnswerFault(missing)
        return hasChanged
    }

    private inline fun reading(read: () -> Unit): Boolean {
        if (fault != null) return false
        val before = json
        fault = faultOf(read)
        source.takenBack?.let { fault = AnswerFault(envelope.takenBack(it)) }
        json = envelope.open(source.value)
        return json !== before
    }

    private val missing: Violation
        get() = if (source.value == null && source is JsonInText) Violation(JsonPath.ROOT, source.missing) else envelope.missing

    private companion object {
        const val NO_OFFSET = -1L
    }

    private inline fun faultOf(read: () -> Unit): AnswerFault? = try {
        read()
        null
    } catch (broken: JsonSyntaxException) {
        AnswerFault(Violation(broken.path, "this is not JSON: ${broken.message}"), broken)
    } catch (open: JsonIncompleteException) {
        AnswerFault(Violation(open.path, if (characters.isBlank()) "the answer is empty" else "the JSON ends too early"), open)
    } catch (over: JsonLimitException) {
        AnswerFault(Violation(over.path, "the answer is too large (${over.limit} is ${over.maximum})"), over)
    }
}
