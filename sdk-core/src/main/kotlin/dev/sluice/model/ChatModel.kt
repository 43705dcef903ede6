package dev.sluice.model

import dev.sluice.schema.SchemaDocument
import kotlinx.coroutines.flow.Flow
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** The port: what extraction needs of a provider. OpenAI's and Anthropic's clients implement it; so can anything else. */
public interface ChatModel {
    /** The provider's name, such as `openai`. */
    public val provider: String

    /**
     * How [model] can be asked for a type, the strongest way first. Never empty; [OutputMode.PROMPTED] for a model that has no way of its
     * own. That one needs nothing of the provider: such requests have no [ModelRequest.output].
     */
    public fun outputModes(model: String): List<OutputMode>

    /** The whole answer at once. */
    public suspend fun complete(request: ModelRequest): ModelReply

    /**
     * The answer as it arrives; the last event is [ModelEvent.Finished]. Cold: each collection is a request of its own.
     *
     * A stream that breaks after its first event, or ends without its terminal event, fails with `ApiConnectionException`; an error
     * event fails with the class that its type stands for.
     */
    public fun stream(request: ModelRequest): Flow<ModelEvent>

    /**
     * What would be sent for [request], and what of it the provider cannot express. Sends nothing. Files are looked at, and not read: a
     * note stands in their place.
     */
    public fun plan(request: ModelRequest): RequestPlan
}

/** A question to a model, in the words that all providers share. */
public class ModelRequest
@JvmOverloads
constructor(
    public val model: String,
    public val messages: List<Message>,
    public val output: OutputSpec? = null,
    /** Answers that were rejected, oldest first: they stay in the conversation, each followed by its errors. */
    public val rejections: List<Rejection> = emptyList(),
    public val maxTokens: Int? = null,
    public val temperature: Double? = null,
    public val topP: Double? = null,
    public val stop: List<String> = emptyList(),
    /** Fields added to the body as they are, over those that this library writes. */
    public val extraBody: JsonObject = JsonObject(emptyMap()),
    public val extraHeaders: Map<String, String> = emptyMap(),
    /** How much may be sent of images, documents and sounds; null for what the provider documents. */
    public val mediaLimits: MediaLimits? = null,
) {
    /** The files that were read for this question: when it is asked again, they are not read again. */
    internal var media: MediaStore = MediaStore()
        private set

    /** The same question, with [rejections]. */
    internal fun with(rejections: List<Rejection>): ModelRequest =
        ModelRequest(model, messages, output, rejections.toList(), maxTokens, temperature, topP, stop, extraBody, extraHeaders, mediaLimits)
            .readFor(this)

    /** This, with the files that were read for [other]. */
    internal fun readFor(other: ModelRequest): ModelRequest = apply { media = other.media }
}

/** The type that is asked for: always an object at its root. */
public class OutputSpec
@JvmOverloads
constructor(
    public val name: String,
    public val description: String?,
    public val schema: SchemaDocument,
    /** Any but [OutputMode.PROMPTED], which asks in the messages alone. */
    public val mode: OutputMode,
    /** What is offered in [OutputMode.PARALLEL_TOOLS]; null where the type cannot be had in parts, and is one tool's input as a whole. */
    public val tools: OutputTools? = null,
) {
    init {
        require(mode != OutputMode.PROMPTED) { "PROMPTED has no output: the schema stands in the messages" }
    }

    /** The same type, asked for in [mode]. */
    internal fun inMode(mode: OutputMode): OutputSpec = OutputSpec(name, description, schema, mode, tools)

    /** The type as the input of one tool. */
    internal val asTool: OutputTools get() = OutputTools.single(OutputTool(name, description, schema))

    /** The tools whose calls are the answer; null in the modes without tools. */
    internal val calls: OutputTools?
        get() = when (mode) {
            OutputMode.TOOLS -> asTool
            OutputMode.PARALLEL_TOOLS -> tools ?: asTool
            OutputMode.JSON_SCHEMA, OutputMode.JSON_OBJECT, OutputMode.PROMPTED -> null
        }

    /** Whether one tool must be called, once. */
    internal val isOneCall: Boolean get() = mode == OutputMode.TOOLS || (mode == OutputMode.PARALLEL_TOOLS && tools == null)
}

/** An answer that was not accepted, and why, as it is told to the model. */
public class Rejection(public val reply: ModelReply, public val errors: String) {
    /** What the call at [index] of the answer is told. The errors are of all calls: where they are long, they are said once. */
    internal fun resultOf(index: Int): String = if (index == 0 || errors.length <= SEE_FIRST.length) errors else SEE_FIRST

    private companion object {
        const val SEE_FIRST = "Not accepted: the errors stand in the result of the first call. Fix them and answer again, with every call."
    }
}

/** A model's whole answer. */
public class ModelReply
@JvmOverloads
constructor(
    /**
     * The answer's text: in [OutputMode.TOOLS] the tool's input, in [OutputMode.PARALLEL_TOOLS] the JSON that the calls make together,
     * otherwise the content.
     */
    public val text: String,
    public val finishReason: FinishReason,
    public val usage: Usage,
    /** The assistant's message exactly as it can be sent back, in the provider's form; null if it cannot (it was cut, or is no JSON). */
    public val message: JsonElement? = null,
    /** What the model said instead of answering, when it refused. */
    public val refusal: String? = null,
    public val model: String? = null,
    public val requestId: String? = null,
    /** The provider's own word for [finishReason]. */
    public val rawFinishReason: String? = null,
) {
    /** The same answer, read as [text], and with [message] to be sent back. */
    internal fun with(text: String = this.text, message: JsonElement? = this.message): ModelReply =
        ModelReply(text, finishReason, usage, message, refusal, model, requestId, rawFinishReason)

    /** Whether it is an answer at all, good or bad: neither cut, nor refused, nor filtered. */
    internal val isUsable: Boolean
        get() = refusal == null && when (finishReason) {
            FinishReason.LENGTH, FinishReason.REFUSAL, FinishReason.CONTENT_FILTER -> false
            FinishReason.STOP, FinishReason.TOOL_CALLS, FinishReason.OTHER -> true
        }
}

/** One step of an answer that streams. */
public sealed interface ModelEvent {
    /** The stream has begun. Sent at most once, before anything else. */
    public class Started(public val model: String?, public val requestId: String?, public val usage: Usage?) : ModelEvent

    /** More of the answer's text, as [ModelReply.text] describes it. */
    public class Delta(public val text: String) : ModelEvent

    /** More of what the model thinks before it answers, where the provider shows it. */
    public class Reasoning(public val text: String) : ModelEvent

    /** The end: the whole answer. */
    public class Finished(public val reply: ModelReply) : ModelEvent
}

/** What would be sent. */
public class RequestPlan(
    public val method: String,
    public val url: String,
    public val body: JsonObject,
    /** What of the request the provider cannot express, and what was done instead, a sentence each. */
    public val concessions: List<String>,
)
