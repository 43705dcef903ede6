package dev.sluice

import dev.sluice.model.OutputMode
import dev.sluice.testing.Answer
import dev.sluice.testing.Reply
import dev.sluice.testing.RequestHandler
import dev.sluice.testing.ScriptedServer
import dev.sluice.testing.Step
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.put
import kotlinx.serialization.json.putJsonObject

/** A provider in one of its modes: how it is asked, and how it answers. */
internal enum class Way(val provider: WireProvider, val mode: OutputMode, private val isThinking: Boolean = false) {
    OPENAI_SCHEMA(WireProvider.OPENAI, OutputMode.JSON_SCHEMA),
    OPENAI_TOOLS(WireProvider.OPENAI, OutputMode.TOOLS),
    OPENAI_PARALLEL(WireProvider.OPENAI, OutputMode.PARALLEL_TOOLS),
    OPENAI_JSON(WireProvider.OPENAI, OutputMode.JSON_OBJECT),
    RESPONSES_SCHEMA(WireProvider.RESPONSES, OutputMode.JSON_SCHEMA),
    RESPONSES_TOOLS(WireProvider.RESPONSES, OutputMode.TOOLS),
    RESPONSES_PARALLEL(WireProvider.RESPONSES, OutputMode.PARALLEL_TOOLS),
    RESPONSES_JSON(WireProvider.RESPONSES, OutputMode.JSON_OBJECT),
    ANTHROPIC_SCHEMA(WireProvider.ANTHROPIC, OutputMode.JSON_SCHEMA),
    ANTHROPIC_TOOLS(WireProvider.ANTHROPIC, OutputMode.TOOLS),
    ANTHROPIC_PARALLEL(WireProvider.ANTHROPIC, OutputMode.PARALLEL_TOOLS),

    /** Thoughts and words before the call, which cannot be forced. */
    ANTHROPIC_THINKING(WireProvider.ANTHROPIC, OutputMode.TOOLS, isThinking = true),
    GEMINI_SCHEMA(WireProvider.GEMINI, OutputMode.JSON_SCHEMA),
    GEMINI_TOOLS(WireProvider.GEMINI, OutputMode.TOOLS),
    GEMINI_PARALLEL(WireProvider.GEMINI, OutputMode.PARALLEL_TOOLS),
    GEMINI_JSON(WireProvider.GEMINI, OutputMode.JSON_OBJECT),
    PROMPTED_OPENAI(WireProvider.OPENAI, OutputMode.PROMPTED),
    PROMPTED_ANTHROPIC(WireProvider.ANTHROPIC, OutputMode.PROMPTED),
    PROMPTED_GEMINI(WireProvider.GEMINI, OutputMode.PROMPTED),
    ;

    /** Whether the answer is made of calls. */
    val hasTools: Boolean = mode == OutputMode.TOOLS || mode == OutputMode.PARALLEL_TOOLS

    /** Whether an answer comes in pieces; a function that Gemini calls comes whole. */
    val comesInPieces: Boolean = provider != WireProvider.GEMINI || !hasTools

    fun client(server: ScriptedServer): WireClient = provider.client(server)

    /** Sets how this is asked for. */
    fun ask(defaults: Sluice.Builder) {
        defaults.model = "model-1"
        defaults.maxTokens = 500
        defaults.mode = mode
        if (isThinking) defaults.extraBody = THINKING
    }

    /** Answers with [json] in the form that was asked for: a mode may have to ask in another form than its own. */
    fun says(json: String): RequestHandler = RequestHandler { request ->
        val tools = provider.tools(Json.parseToJsonElement(request.bodyText).jsonObject)
        val calls = if (tools.isEmpty()) emptyList() else callsOf(json, tools.first(), isInParts = mode == OutputMode.PARALLEL_TOOLS)
        provider.reply(said(json).takeIf { tools.isEmpty() }, calls, isThinking = isThinking).answer(request)
    }

    /** Answers with [json], asked for as a `Product` or a list of them; [isLimited] cuts it at the output limit. */
    fun reply(json: String, isLimited: Boolean = false): Reply {
        val end = if (isLimited) End.LIMITED else End.WELL
        val calls = if (hasTools) callsOf(json, "Product", isInParts = mode == OutputMode.PARALLEL_TOOLS) else emptyList()
        return provider.reply(said(json).takeIf { !hasTools }, calls, end, isThinking)
    }

    /** As a model says it that was asked in words: with words around, in a block, which is closed if the JSON is. */
    private fun said(json: String): String = when {
        mode != OutputMode.PROMPTED || !json.startsWith("{") -> json
        json.endsWith("}") -> "Here it is:\n```json\n$json\n```"
        else -> "Here it is:\n```json\n$json"
    }

    /** Answers with [prose] and no more. */
    fun talks(prose: String, end: End = End.WELL): Reply = provider.reply(prose, emptyList(), end, isThinking)

    /** Says [prose] in place of an answer, for the reason that the provider has for it. */
    fun declines(prose: String): Reply = talks(prose, End.DECLINED)

    /** Answers with [json] and words before it, where a call stands apart from them, and after it too where it does not. */
    fun chats(json: String): Reply =
        if (hasTools) {
            provider.reply(
                "Sure!",
                callsOf(json, "Product", isInParts = false),
                isThinking = isThinking,
            )
        } else {
            talks("Sure! $json\nEnjoy.")
        }

    /** How many of [events] bring about this [share] of an answer; thoughts come before all of it. */
    fun shareOf(events: List<Step>, share: Double): Int {
        fun size(isThinking: Boolean) = provider.reply(null, listOf(WireCall("Product", "{}")), isThinking = isThinking).events().size
        val thoughts = size(isThinking) - size(false)
        return thoughts + ((events.size - thoughts) * share).toInt()
    }

    val opening: Step get() = provider.opening

    fun sse(): Answer.Builder = Answer.sse().header(provider.requestIdHeader, "req_1")

    val errorEvent: Step get() = provider.errorEvent

    companion object {
        const val KEY = "sk-secret-1"

        private val THINKING = buildJsonObject {
            putJsonObject("thinking") {
                put("type", "enabled")
                put("budget_tokens", 400)
            }
        }

        /** [json] as the input of [tool], or a call for each of its parts, by the name that its discriminator says. */
        private fun callsOf(json: String, tool: String, isInParts: Boolean): List<WireCall> {
            val root = if (isInParts && ENVELOPES.any { json.startsWith(it) }) Json.parseToJsonElement(json) else null
            val answer = (root as? JsonObject)?.values?.single() ?: return listOf(WireCall(tool, json))
            val parts = answer as? JsonArray ?: listOf(answer)
            return if (parts.all { it is JsonObject }) parts.map { callOf(it.jsonObject, tool) } else listOf(WireCall(tool, json))
        }

        private fun callOf(part: JsonObject, tool: String) =
            WireCall(part["type"]?.jsonPrimitive?.content ?: tool, JsonObject(part - "type").toString())

        private val ENVELOPES = listOf("""{"items":""", """{"value":""")
    }
}
