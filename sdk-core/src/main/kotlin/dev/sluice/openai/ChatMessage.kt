package dev.sluice.openai

import dev.sluice.wire.objects
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** A message of a conversation, as a request sends it. Immutable. */
public class ChatMessage private constructor(
    /** The message as it is sent. */
    public val json: JsonObject,
) {
    /** Who says it: `system`, `developer`, `user`, `assistant`, `tool`. */
    public val role: String? get() = json.string("role")

    /** Its text: the content, or the content's text parts joined. */
    public val text: String get() = json.string("content") ?: json.objects("content").joinToString("") { it.string("text").orEmpty() }

    override fun equals(other: Any?): Boolean = other is ChatMessage && json == other.json

    override fun hashCode(): Int = json.hashCode()

    override fun toString(): String = json.toString()

    public companion object {
        /** Instructions of the application's. */
        @JvmStatic
        public fun system(text: String): ChatMessage = message("system", JsonPrimitive(text))

        /** Instructions of the application's, in the word that reasoning models use for them. */
        @JvmStatic
        public fun developer(text: String): ChatMessage = message("developer", JsonPrimitive(text))

        /** What the user says. */
        @JvmStatic
        public fun user(text: String): ChatMessage = message("user", JsonPrimitive(text))

        /** What the user says and shows. */
        @JvmStatic
        public fun user(parts: List<ChatContentPart>): ChatMessage = message("user", JsonArray(parts.map { it.json }))

        /** What the model said before, or is made to have said. */
        @JvmStatic
        public fun assistant(text: String): ChatMessage = message("assistant", JsonPrimitive(text))

        /** What a tool gave back for the call [toolCallId]. */
        @JvmStatic
        public fun tool(toolCallId: String, content: String): ChatMessage = ChatMessage(
            buildJsonObject {
                put("role", "tool")
                put("tool_call_id", toolCallId)
                put("content", content)
            },
        )

        /** An answer, put back into the conversation with its tool calls. Fields that are null are left out. */
        @JvmStatic
        public fun from(answer: ChatCompletionMessage): ChatMessage =
            ChatMessage(JsonObject(answer.raw.filter { (name, value) -> name == "content" || value !is JsonNull }))

        /** Any message, as its JSON. */
        @JvmStatic
        public fun of(json: JsonObject): ChatMessage = ChatMessage(json)

        private fun message(role: String, content: JsonElement) = ChatMessage(
            buildJsonObject {
                put("role", role)
                put("content", content)
            },
        )
    }
}
