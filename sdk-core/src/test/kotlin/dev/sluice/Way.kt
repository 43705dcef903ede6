package dev.sluice

import dev.sluice.model.OutputMode
import dev.sluice.testing.Answer
import dev.sluice.testing.AnthropicReply
import dev.sluice.testing.GeminiReply
import dev.sluice.testing.OpenAiChatReply
import dev.sluice.testing.Reply
import dev.sluice.testing.RequestHandler
import dev.sluice.testing.ScriptedServer
import dev.sluice.testing.Step
import dev.sluice.transport.ManualClock
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

/** A provider in one of its modes: how it is asked, and how it answers. */
internal enum class Way(val mode: OutputMode) {
    OPENAI_SCHEMA(OutputMode.JSON_SCHEMA),
    OPENAI_TOOLS(OutputMode.TOOLS),
    ANTHROPIC_SCHEMA(OutputMode.JSON_SCHEMA),
    ANTHROPIC_TOOLS(OutputMode.TOOLS),
    GEMINI_SCHEMA(OutputMode.JSON_SCHEMA),
    GEMINI_TOOLS(OutputMode.TOOLS),
    PROMPTED_OPENAI(OutputMode.PROMPTED),
    PROMPTED_ANTHROPIC(OutputMode.PROMPTED),
    PROMPTED_GEMINI(OutputMode.PROMPTED),
    ;

    private val isOpenAi = "OPENAI" in name
    private val isGemini = "GEMINI" in name

    /** Whether an answer comes in pieces; a function that Gemini calls comes whole. */
    val comesInPieces: Boolean = name != "GEMINI_TOOLS"

    fun client(server: ScriptedServer): AutoCloseable = when {
        isOpenAi -> OpenAI { reach("${server.url}/v1") }
        isGemini -> Gemini { reach(server.url) }
        else -> Anthropic { reach(server.url) }
    }

    private fun <B : ClientBuilder<B>> ClientBuilder<B>.reach(url: String) {
        apiKey = KEY
        baseUrl = url
        clock = ManualClock(sleepsAreInstant = true)
    }

    /** Answers with [json] in the form that was asked for: a mode may have to ask in another form than its own. */
    fun says(json: String): RequestHandler = RequestHandler { request ->
        val tool = Json.parseToJsonElement(request.bodyText).jsonObject["tools"]?.jsonArray?.single()?.jsonObject
        val function = when {
            isOpenAi -> tool?.get("function")?.jsonObject
            isGemini -> tool?.get("functionDeclarations")?.jsonArray?.single()?.jsonObject
            else -> tool
        }
        reply(json, tool = function?.get("name")?.jsonPrimitive?.content).answer(request)
    }

    fun reply(json: String, limited: Boolean = false, tool: String? = "Product".takeIf { mode == OutputMode.TOOLS }): Reply = when {
        isOpenAi -> openAi(said(json), limited, tool)
        isGemini -> gemini(said(json), limited, tool)
        else -> anthropic(said(json), limited, tool)
    }

    /** As a model says it that was asked in words: with words around, in a block, which is closed if the JSON is. */
    private fun said(json: String): String = when {
        mode != OutputMode.PROMPTED || !json.startsWith("{") -> json
        json.endsWith("}") -> "Here it is:\n```json\n$json\n```"
        else -> "Here it is:\n```json\n$json"
    }

    /** What a stream says before it says anything of the answer. */
    val opening: Step
        get() = if (isGemini) Step.event("""{"modelVersion":"gemini-test","responseId":"req_1"}""") else reply("{}").events().first()

    /** Says [prose] in place of an answer, for the reason that the provider has for it. */
    fun declines(prose: String): Reply = when {
        isOpenAi -> OpenAiChatReply.builder().text(prose).finishReason("content_filter").build()
        isGemini -> GeminiReply.builder().text(prose).finishReason("SAFETY").build()
        else -> AnthropicReply.builder().text(prose).stopReason("refusal").build()
    }

    fun sse(): Answer.Builder = Answer.sse().header(if (isOpenAi) "x-request-id" else "request-id", "req_1")

    val errorEvent: Step
        get() = when {
            isOpenAi -> OpenAiChatReply.errorEvent("slow down", "rate_limit_error")
            isGemini -> GeminiReply.errorEvent(429, "RESOURCE_EXHAUSTED", "slow down")
            else -> AnthropicReply.errorEvent("overloaded_error", "busy")
        }

    private fun openAi(json: String, limited: Boolean, tool: String?): Reply = OpenAiChatReply.builder().pieces(4).run {
        if (tool != null) toolCall("call_1", tool, json) else text(json)
        if (limited) finishReason("length")
        build()
    }

    private fun anthropic(json: String, limited: Boolean, tool: String?): Reply = AnthropicReply.builder().pieces(4).run {
        if (tool != null) toolUse("toolu_1", tool, json) else text(json)
        if (limited) stopReason("max_tokens")
        build()
    }

    private fun gemini(json: String, limited: Boolean, tool: String?): Reply = GeminiReply.builder().pieces(4).run {
        if (tool != null) functionCall(tool, json) else text(json)
        if (limited) finishReason("MAX_TOKENS")
        build()
    }

    companion object {
        const val KEY = "sk-secret-1"
    }
}
