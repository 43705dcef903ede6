package dev.sluice.anthropic

import dev.sluice.wire.objects
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** A message of a conversation, as a request sends it. Immutable. */
public class MessageParam private constructor(
    /** The message as it is sent. */
    public val json: JsonObject,
) {
    /** Who says it: `user` or `assistant`; from API version 2026-10-21 on also `system`. */
    public val role: String? get() = json.string("role")

    /** Its text: the content, or the content's text blocks joined. */
    public val text: String get() = json.string("content") ?: json.objects("content").joinToString("") { it.string("text").orEmpty() }

    override fun equals(other: Any?): Boolean = other is MessageParam && json == other.json

    override fun hashCode(): Int = json.hashCode()

    override fun toString(): String = json.toString()

    public companion object {
        /** What the user says. */
        @JvmStatic
        public fun user(text: String): MessageParam = message("user", JsonPrimitive(text))

        /** What the user says and shows, or what tools gave back. */
        @JvmStatic
        public fun user(blocks: List<ContentBlockParam>): MessageParam = message("user", JsonArray(blocks.map { it.json }))

        /** What the model said before, or is made to have said. */
        @JvmStatic
        public fun assistant(text: String): MessageParam = message("assistant", JsonPrimitive(text))

        /** The same in blocks, so that a part can be marked for the prompt cache. */
        @JvmStatic
        public fun assistant(blocks: List<ContentBlockParam>): MessageParam = message("assistant", JsonArray(blocks.map { it.json }))

        /**
         * Instructions of the application's that come in the middle of a conversation. From API version 2026-10-21 on; for those that
         * stand above it there is [MessageRequest.Builder.system].
         */
        @JvmStatic
        public fun system(text: String): MessageParam = message("system", JsonPrimitive(text))

        /** An answer, put back into the conversation with all its blocks, but for text that is empty, which is refused. */
        @JvmStatic
        public fun from(answer: AnthropicMessage): MessageParam =
            message("assistant", JsonArray(answer.content.map { it.raw }.filterNot { it.isEmptyText() }))

        /** Any message, as its JSON. */
        @JvmStatic
        public fun of(json: JsonObject): MessageParam = MessageParam(json)

        private fun message(role: String, content: JsonElement) = MessageParam(
            buildJsonObject {
                put("role", role)
                put("content", content)
            },
        )
    }
}

private fun JsonObject.isEmptyText() = string("type") == "text" && string("text").isNullOrEmpty()
