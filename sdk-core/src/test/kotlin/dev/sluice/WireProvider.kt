package dev.sluice

import dev.sluice.model.ChatModel
import dev.sluice.testing.AnthropicReply
import dev.sluice.testing.GeminiReply
import dev.sluice.testing.OpenAiChatReply
import dev.sluice.testing.OpenAiResponsesReply
import dev.sluice.testing.Reply
import dev.sluice.testing.ScriptedServer
import dev.sluice.testing.Step
import dev.sluice.transport.ManualClock
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

/** A client of one server, and the port that extraction asks. */
internal class WireClient(val chat: ChatModel, private val owned: AutoCloseable) : AutoCloseable by owned {
    companion object {
        fun <C> of(client: C) where C : ChatModel, C : AutoCloseable = WireClient(client, client)
    }
}

/** How an answer ends. */
internal enum class End { WELL, LIMITED, DECLINED }

/** A tool's name and its input, as text. */
internal class WireCall(val tool: String, val input: String)

/** The form in which a provider is reached and answers. A new one is a new constant. */
internal enum class WireProvider(val requestIdHeader: String) {
    OPENAI("x-request-id") {
        override fun client(server: ScriptedServer) = WireClient.of(OpenAI { reach("${server.url}/v1") })

        override fun reply(text: String?, calls: List<WireCall>, end: End, isThinking: Boolean): Reply =
            OpenAiChatReply.builder().pieces(PIECE).run {
                text?.let(::text)
                calls.forEachIndexed { index, call -> toolCall("call_${index + 1}", call.tool, call.input) }
                if (end == End.LIMITED) finishReason("length")
                if (end == End.DECLINED) finishReason("content_filter")
                build()
            }

        override val errorEvent: Step get() = OpenAiChatReply.errorEvent("slow down", "rate_limit_error")

        override fun tools(request: JsonObject) = toolsIn(request).map { it["function"]!!.jsonObject }.names()

        override fun results(request: JsonObject) =
            request["messages"]!!.jsonArray.map { it.jsonObject }.filter { it["role"]!!.jsonPrimitive.content == "tool" }
                .map { it["tool_call_id"]!!.jsonPrimitive.content }
    },

    RESPONSES("x-request-id") {
        override fun client(server: ScriptedServer) = OpenAI { reach("${server.url}/v1") }.let { WireClient(it.responses.chatModel, it) }

        override fun reply(text: String?, calls: List<WireCall>, end: End, isThinking: Boolean): Reply =
            OpenAiResponsesReply.builder().pieces(PIECE).run {
                text?.let(::text)
                calls.forEachIndexed { index, call -> functionCall("call_${index + 1}", call.tool, call.input) }
                if (end == End.LIMITED) incomplete("max_output_tokens")
                if (end == End.DECLINED) incomplete("content_filter")
                build()
            }

        override val errorEvent: Step get() = OpenAiResponsesReply.errorEvent("slow down", "rate_limit_exceeded")

        override fun tools(request: JsonObject) = toolsIn(request).names()

        override fun results(request: JsonObject) =
            request["input"]!!.jsonArray.map { it.jsonObject }
                .filter { it["type"]?.jsonPrimitive?.content == "function_call_output" }
                .map { it["call_id"]!!.jsonPrimitive.content }
    },

    ANTHROPIC("request-id") {
        override fun client(server: ScriptedServer) = WireClient.of(Anthropic { reach(server.url) })

        override fun reply(text: String?, calls: List<WireCall>, end: End, isThinking: Boolean): Reply =
            AnthropicReply.builder().pieces(PIECE).run {
                if (isThinking) thinking("What do they want?")
                if (isThinking && calls.isNotEmpty()) text("I shall call the tool.")
                text?.let(::text)
                calls.forEachIndexed { index, call -> toolUse("toolu_${index + 1}", call.tool, call.input) }
                if (end == End.LIMITED) stopReason("max_tokens")
                if (end == End.DECLINED) stopReason("refusal")
                build()
            }

        override val errorEvent: Step get() = AnthropicReply.errorEvent("overloaded_error", "busy")

        override fun tools(request: JsonObject) = toolsIn(request).names()

        override fun results(request: JsonObject) =
            request["messages"]!!.jsonArray.last().jsonObject["content"]!!.jsonArray.map {
                it.jsonObject["tool_use_id"]!!.jsonPrimitive.content
            }
    },

    GEMINI("request-id") {
        override fun client(server: ScriptedServer) = WireClient.of(Gemini { reach(server.url) })

        override fun reply(text: String?, calls: List<WireCall>, end: End, isThinking: Boolean): Reply =
            GeminiReply.builder().pieces(PIECE).run {
                text?.let(::text)
                calls.forEachIndexed { index, call -> functionCall(call.tool, call.input, "call_${index + 1}".takeIf { calls.size > 1 }) }
                if (end == End.LIMITED) finishReason("MAX_TOKENS")
                if (end == End.DECLINED) finishReason("SAFETY")
                build()
            }

        override val opening: Step get() = Step.event("""{"modelVersion":"gemini-test","responseId":"req_1"}""")

        override val errorEvent: Step get() = GeminiReply.errorEvent(429, "RESOURCE_EXHAUSTED", "slow down")

        override fun tools(request: JsonObject) =
            toolsIn(request).flatMap { it["functionDeclarations"]!!.jsonArray.map { function -> function.jsonObject } }.names()

        override fun results(request: JsonObject) =
            request["contents"]!!.jsonArray.last().jsonObject["parts"]!!.jsonArray
                .map { it.jsonObject["functionResponse"]!!.jsonObject["id"]!!.jsonPrimitive.content }
    }, ;

    abstract fun client(server: ScriptedServer): WireClient

    /** An answer of [text] and [calls]. */
    abstract fun reply(text: String?, calls: List<WireCall>, end: End = End.WELL, isThinking: Boolean = false): Reply

    /** What a stream says before it says anything of the answer. */
    open val opening: Step get() = reply("", emptyList()).events().first()

    /** An error in the middle of a stream that one may ask again after. */
    abstract val errorEvent: Step

    /** The names of the tools that [request] offers. */
    abstract fun tools(request: JsonObject): List<String>

    /** The ids of the calls that [request] ends with the results of. */
    abstract fun results(request: JsonObject): List<String>

    protected fun <B : ClientBuilder<B>> ClientBuilder<B>.reach(url: String) {
        apiKey = Way.KEY
        baseUrl = url
        clock = ManualClock(sleepsAreInstant = true)
    }

    protected fun toolsIn(request: JsonObject): List<JsonObject> = request["tools"]?.jsonArray.orEmpty().map { it.jsonObject }

    protected fun List<JsonObject>.names(): List<String> = map { it["name"]!!.jsonPrimitive.content }

    protected companion object {
        const val PIECE = 4
    }
}
