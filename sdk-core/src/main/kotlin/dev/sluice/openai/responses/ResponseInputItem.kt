package dev.sluice.openai.responses

import dev.sluice.wire.string
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** Something that a request shows the model: a message, a tool's result, an item of an earlier response. Immutable. */
public class ResponseInputItem private constructor(
    /** The item as it is sent. */
    public val json: JsonObject,
) {
    /** The kind; null for a message that leaves it out. */
    public val type: String? get() = json.string("type")

    /** Who says it, if it is a message: `system`, `developer`, `user`, `assistant`. */
    public val role: String? get() = json.string("role")

    override fun equals(other: Any?): Boolean = other is ResponseInputItem && json == other.json

    override fun hashCode(): Int = json.hashCode()

    override fun toString(): String = json.toString()

    public companion object {
        /** Instructions of the application's. */
        @JvmStatic
        public fun system(text: String): ResponseInputItem = message("system", JsonPrimitive(text))

        /** Instructions of the application's, in the word that reasoning models use for them. */
        @JvmStatic
        public fun developer(text: String): ResponseInputItem = message("developer", JsonPrimitive(text))

        /** What the user says. */
        @JvmStatic
        public fun user(text: String): ResponseInputItem = message("user", JsonPrimitive(text))

        /** What the user says and shows. */
        @JvmStatic
        public fun user(parts: List<ResponseInputPart>): ResponseInputItem = message("user", JsonArray(parts.map { it.json }))

        /** What the model said before, or is made to have said. */
        @JvmStatic
        public fun assistant(text: String): ResponseInputItem = message("assistant", JsonPrimitive(text))

        /** What a function gave back for the call [callId]. */
        @JvmStatic
        public fun functionCallOutput(callId: String, output: String): ResponseInputItem =
            output("function_call_output", callId, output)

        /** What a custom tool gave back for the call [callId]. */
        @JvmStatic
        public fun customToolCallOutput(callId: String, output: String): ResponseInputItem =
            output("custom_tool_call_output", callId, output)

        /** An item that the provider has kept, by its id. */
        @JvmStatic
        public fun reference(id: String): ResponseInputItem = ResponseInputItem(
            buildJsonObject {
                put("type", "item_reference")
                put("id", id)
            },
        )

        /** An item of an earlier response, put into the next request. Fields that are null are left out. */
        @JvmStatic
        public fun from(item: ResponseItem): ResponseInputItem = ResponseInputItem(JsonObject(item.raw.filterValues { it !is JsonNull }))

        /** Any item, as its JSON. */
        @JvmStatic
        public fun of(json: JsonObject): ResponseInputItem = ResponseInputItem(json)

        private fun message(role: String, content: JsonElement) = ResponseInputItem(
            buildJsonObject {
                put("role", role)
                put("content", content)
            },
        )

        private fun output(type: String, callId: String, output: String) = ResponseInputItem(
            buildJsonObject {
                put("type", type)
                put("call_id", callId)
                put("output", output)
            },
        )
    }
}
