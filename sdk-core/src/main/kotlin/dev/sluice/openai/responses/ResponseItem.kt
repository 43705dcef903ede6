package dev.sluice.openai.responses

import dev.sluice.wire.ApiObject
import dev.sluice.wire.jsonText
import dev.sluice.wire.objects
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/**
 * Something that a response is made of, or that one was asked with. A kind that this version does not know is [Unknown].
 * [ResponseInputItem.from] puts an item into the next request.
 */
public sealed class ResponseItem(raw: JsonObject) : ApiObject(raw) {
    /** The item's own name; null from servers that give none. */
    public val id: String? get() = raw.string("id")

    /** The provider's word for the kind. */
    public val type: String? get() = raw.string("type")

    /** How far it is: `in_progress`, `completed`, `incomplete`. */
    public val status: String? get() = raw.string("status")

    /** A message: of the model's among the output, of anybody's among the input. */
    public class Message internal constructor(raw: JsonObject) : ResponseItem(raw) {
        /** Who says it: `assistant`, `user`, `system`, `developer`. */
        public val role: String? get() = raw.string("role")

        /** Its parts. A content that is text alone is one part. */
        public val content: List<ResponseContent> get() = contentOf(raw)

        /** The text of all parts. */
        public val text: String get() = content.filterIsInstance<ResponseContent.Text>().joinToString("") { it.text }

        /** What the model says instead of answering; null if it does not decline. */
        public val refusal: String?
            get() = content.filterIsInstance<ResponseContent.Refusal>().takeIf { it.isNotEmpty() }?.joinToString("") { it.refusal }
    }

    /** A function that the model wishes to be called. */
    public class FunctionCall internal constructor(raw: JsonObject) : ResponseItem(raw) {
        /** What the function's result must name: not [id]. */
        public val callId: String? get() = raw.string("call_id")

        /** The function's name. */
        public val name: String? get() = raw.string("name")

        /** The arguments as the model wrote them: JSON text, which may be wrong or cut. */
        public val arguments: String get() = raw.jsonText("arguments").orEmpty()
    }

    /** What a function gave back. */
    public class FunctionCallOutput internal constructor(raw: JsonObject) : ResponseItem(raw) {
        /** The call that it answers. */
        public val callId: String? get() = raw.string("call_id")

        /** What the function gave back: text, or the JSON of parts. */
        public val output: String get() = raw.jsonText("output").orEmpty()
    }

    /** A custom tool that the model wishes to be called. */
    public class CustomToolCall internal constructor(raw: JsonObject) : ResponseItem(raw) {
        /** What the tool's result must name: not [id]. */
        public val callId: String? get() = raw.string("call_id")

        /** The tool's name. */
        public val name: String? get() = raw.string("name")

        /** What the tool is given: text of any form. */
        public val input: String get() = raw.string("input").orEmpty()
    }

    /** What the model thought, as far as it is shown. */
    public class Reasoning internal constructor(raw: JsonObject) : ResponseItem(raw) {
        /** The thoughts in short, if that was asked for; a part each. */
        public val summary: List<String> get() = raw.objects("summary").mapNotNull { it.string("text") }

        /** The thoughts themselves, from models that show them; a part each. */
        public val content: List<String> get() = raw.objects("content").mapNotNull { it.string("text") }

        /** The thoughts for the provider's eyes, if `reasoning.encrypted_content` was asked for: for requests that are not kept. */
        public val encryptedContent: String? get() = raw.string("encrypted_content")
    }

    /** An item of a kind that has no view here, such as a call of a built-in tool; [raw] holds all of it. */
    public class Unknown internal constructor(raw: JsonObject) : ResponseItem(raw)

    internal companion object {
        fun of(json: JsonObject): ResponseItem = when (json.string("type")) {
            "message" -> Message(json)

            "function_call" -> FunctionCall(json)

            "function_call_output" -> FunctionCallOutput(json)

            "custom_tool_call" -> CustomToolCall(json)

            "reasoning" -> Reasoning(json)

            // A message may leave its kind out.
            null -> if ("role" in json) Message(json) else Unknown(json)

            else -> Unknown(json)
        }

        private fun contentOf(message: JsonObject): List<ResponseContent> {
            val text = message.string("content") ?: return message.objects("content").map(ResponseContent::of)
            return listOf(
                ResponseContent.of(
                    buildJsonObject {
                        put("type", "text")
                        put("text", text)
                    },
                ),
            )
        }
    }
}
