package dev.sluice.examples.web.page

import dev.sluice.extraction.Extraction
import dev.sluice.json.JsonValue
import dev.sluice.json.ObjectValue
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** One server-sent event, as the page's script reads it. [data] is JSON without a line end. */
class PageEvent private constructor(val name: String, val data: String) {
    companion object {
        /** The object so far. What of its fields still grows is told beside it, since JSON has no word for that. */
        @JvmStatic
        fun partial(attempt: Int, json: JsonValue?): PageEvent {
            val fields = json as? ObjectValue
            val open = fields?.keys.orEmpty().filter { fields?.get(it)?.isComplete == false }
            return PageEvent("partial", """{"attempt":$attempt,"open":${JsonArray(open.map(::JsonPrimitive))},"value":${json ?: "{}"}}""")
        }

        /** The whole object, and what it cost. */
        @JvmStatic
        fun result(extraction: Extraction<*>, json: JsonValue?): PageEvent {
            val usage = extraction.usage
            val tokens = """"inputTokens":${usage.inputTokens},"outputTokens":${usage.outputTokens}"""
            return PageEvent("result", """{"attempts":${extraction.attempts.size},"value":$json,$tokens}""")
        }

        /** The end, where there is no whole object. */
        @JvmStatic
        fun failure(problem: Throwable): PageEvent = PageEvent("failure", Failure.of(problem).toJson())

        /** A piece of a chat's answer. */
        @JvmStatic
        fun token(text: String): PageEvent = PageEvent("token", buildJsonObject { put("text", text) }.toString())

        /** A chat's answer has ended. */
        @JvmField
        val DONE: PageEvent = PageEvent("done", "{}")
    }
}
