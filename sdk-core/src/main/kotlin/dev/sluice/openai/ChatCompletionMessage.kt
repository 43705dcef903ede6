package dev.sluice.openai

import dev.sluice.wire.ApiObject
import dev.sluice.wire.obj
import dev.sluice.wire.objects
import dev.sluice.wire.string
import kotlinx.serialization.json.JsonObject

/** What a model answered. [ChatMessage.from] puts it back into a conversation. Immutable. */
public class ChatCompletionMessage internal constructor(raw: JsonObject) : ApiObject(raw) {
    /** Who says it: `assistant`. */
    public val role: String? get() = raw.string("role")

    /** The text; null beside a tool call or a refusal. Some servers send it in parts, which are joined here. */
    public val content: String?
        get() = raw.string("content") ?: raw.objects("content").takeIf { it.isNotEmpty() }?.joinToString("") { it.string("text").orEmpty() }

    /** What the model said instead of answering, when it declined. */
    public val refusal: String? get() = raw.string("refusal")

    /** The tools that it calls. */
    public val toolCalls: List<ChatToolCall> get() = raw.objects("tool_calls").map(::ChatToolCall)

    /** Remarks on the text, such as the pages that it cites. */
    public val annotations: List<TextAnnotation> get() = raw.objects("annotations").map(::TextAnnotation)

    /** The answer as it was spoken, if that was asked for. */
    public val audio: ChatAudio? get() = raw.obj("audio")?.let(::ChatAudio)

    /** What it thought before it answered, from servers that show it. */
    public val reasoning: String? get() = raw.string("reasoning_content") ?: raw.string("reasoning")
}
