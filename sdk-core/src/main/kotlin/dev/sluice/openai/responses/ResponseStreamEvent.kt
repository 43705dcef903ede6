package dev.sluice.openai.responses

import dev.sluice.openai.TextAnnotation
import dev.sluice.openai.TokenLogprob
import dev.sluice.wire.ApiObject
import dev.sluice.wire.int
import dev.sluice.wire.jsonText
import dev.sluice.wire.long
import dev.sluice.wire.obj
import dev.sluice.wire.objects
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/**
 * One event of a response that streams: a view of its JSON. Immutable. A kind that this version does not know is [Unknown].
 *
 * A response comes as [Created], then for each item of its output [OutputItemAdded], the pieces of it, and [OutputItemDone], and at the
 * end as [Completed] or [Incomplete]. Failures are no events but exceptions. Some servers leave out the places and the numbers.
 */
public sealed class ResponseStreamEvent(
    /** The provider's word for the kind, such as `response.output_text.delta`. */
    public val type: String,
    raw: JsonObject,
) : ApiObject(raw) {
    /** Which event of the stream it is: where to go on from, should the connection break. */
    public val sequenceNumber: Long? get() = raw.long("sequence_number")

    /** Which item of the output it is about. */
    public val outputIndex: Int? get() = raw.int("output_index")

    /** The id of the item that it is about. */
    public val itemId: String? get() = raw.string("item_id")

    /** Which part of the item it is about. */
    public val contentIndex: Int? get() = raw.int("content_index") ?: raw.int("summary_index")

    /** The text that is new in the answer; empty in events that bring none. */
    public open val text: String get() = ""

    /** The response as a whole has changed. */
    public sealed class Lifecycle(type: String, raw: JsonObject, requestId: String?) : ResponseStreamEvent(type, raw) {
        /** The response as it is now. Before the end it has no output. */
        public val response: Response = Response(raw.obj("response") ?: JsonObject(emptyMap()), null, requestId)
    }

    /** The response waits for its turn. */
    public class Queued internal constructor(type: String, raw: JsonObject, requestId: String?) : Lifecycle(type, raw, requestId)

    /** The response has an id. */
    public class Created internal constructor(type: String, raw: JsonObject, requestId: String?) : Lifecycle(type, raw, requestId)

    /** The model works. */
    public class InProgress internal constructor(type: String, raw: JsonObject, requestId: String?) : Lifecycle(type, raw, requestId)

    /** The end: the response is whole. */
    public class Completed internal constructor(type: String, raw: JsonObject, requestId: String?) : Lifecycle(type, raw, requestId)

    /** The end before the answer's: [Response.incompleteReason] says why. */
    public class Incomplete internal constructor(type: String, raw: JsonObject, requestId: String?) : Lifecycle(type, raw, requestId)

    /** An item has begun. */
    public class OutputItemAdded internal constructor(type: String, raw: JsonObject) : ResponseStreamEvent(type, raw) {
        /** The item as it begins: its kind, a tool's name, and as a rule no content. */
        public val item: ResponseItem get() = ResponseItem.of(raw.obj("item") ?: JsonObject(emptyMap()))
    }

    /** An item is whole. */
    public class OutputItemDone internal constructor(type: String, raw: JsonObject) : ResponseStreamEvent(type, raw) {
        /** The item with all its content. */
        public val item: ResponseItem get() = ResponseItem.of(raw.obj("item") ?: JsonObject(emptyMap()))
    }

    /** A part of an item has begun. */
    public class ContentPartAdded internal constructor(type: String, raw: JsonObject) : ResponseStreamEvent(type, raw) {
        /** The part as it begins: as a rule its kind alone. */
        public val part: ResponseContent get() = ResponseContent.of(raw.obj("part") ?: JsonObject(emptyMap()))
    }

    /** A part of an item is whole. */
    public class ContentPartDone internal constructor(type: String, raw: JsonObject) : ResponseStreamEvent(type, raw) {
        /** The part with all its text. */
        public val part: ResponseContent get() = ResponseContent.of(raw.obj("part") ?: JsonObject(emptyMap()))
    }

    /** A text goes on. */
    public sealed class Delta(type: String, raw: JsonObject) : ResponseStreamEvent(type, raw) {
        /** The new piece. */
        public val delta: String get() = raw.jsonText("delta").orEmpty()
    }

    /** The answer's text goes on. */
    public class OutputTextDelta internal constructor(type: String, raw: JsonObject) : Delta(type, raw) {
        override val text: String get() = delta

        /** The new tokens' probabilities, if they were asked for. */
        public val logprobs: List<TokenLogprob> get() = raw.objects("logprobs").map(::TokenLogprob)
    }

    /** The refusal goes on. */
    public class RefusalDelta internal constructor(type: String, raw: JsonObject) : Delta(type, raw)

    /** A function's arguments go on: a piece of JSON text. */
    public class FunctionCallArgumentsDelta internal constructor(type: String, raw: JsonObject) : Delta(type, raw)

    /** What a custom tool is given goes on. */
    public class CustomToolCallInputDelta internal constructor(type: String, raw: JsonObject) : Delta(type, raw)

    /** The summary of the reasoning goes on. */
    public class ReasoningSummaryTextDelta internal constructor(type: String, raw: JsonObject) : Delta(type, raw)

    /** The reasoning goes on, from models that show it. */
    public class ReasoningTextDelta internal constructor(type: String, raw: JsonObject) : Delta(type, raw)

    /** A text is whole. */
    public sealed class Done(type: String, raw: JsonObject, private val key: String) : ResponseStreamEvent(type, raw) {
        /** All of it, also what came in pieces before. */
        public val whole: String get() = raw.jsonText(key).orEmpty()
    }

    /** A text of the answer is whole. */
    public class OutputTextDone internal constructor(type: String, raw: JsonObject) : Done(type, raw, "text")

    /** The refusal is whole. */
    public class RefusalDone internal constructor(type: String, raw: JsonObject) : Done(type, raw, "refusal")

    /** A function's arguments are whole. */
    public class FunctionCallArgumentsDone internal constructor(type: String, raw: JsonObject) : Done(type, raw, "arguments") {
        /** The function's name, from servers that repeat it here. */
        public val name: String? get() = raw.string("name")
    }

    /** What a custom tool is given is whole. */
    public class CustomToolCallInputDone internal constructor(type: String, raw: JsonObject) : Done(type, raw, "input")

    /** A part of the reasoning's summary is whole. */
    public class ReasoningSummaryTextDone internal constructor(type: String, raw: JsonObject) : Done(type, raw, "text")

    /** A part of the reasoning is whole. */
    public class ReasoningTextDone internal constructor(type: String, raw: JsonObject) : Done(type, raw, "text")

    /** A remark on the answer's text has come, such as a page that it cites. */
    public class OutputTextAnnotationAdded internal constructor(type: String, raw: JsonObject) : ResponseStreamEvent(type, raw) {
        /** The remark. */
        public val annotation: TextAnnotation get() = TextAnnotation(raw.obj("annotation") ?: JsonObject(emptyMap()))
    }

    /** An event of a kind that has no view here, such as the progress of a built-in tool; [raw] holds all of it. */
    public class Unknown internal constructor(type: String, raw: JsonObject) : ResponseStreamEvent(type, raw)
}
