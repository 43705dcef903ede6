package dev.sluice.examples.kotlin

import dev.sluice.OpenAI
import dev.sluice.openai.ChatCompletionMessage
import dev.sluice.openai.ChatMessage
import dev.sluice.openai.ChatTool
import dev.sluice.openai.ChatToolCall
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonObject

/** Lets the model call functions of the program, several at once if it likes, and answer with what they gave. */
object Tools {
    private val weather = ChatTool.function(
        name = "get_weather",
        description = "Tells the current weather in a city",
        parameters = Json.parseToJsonElement(
            """{"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"], "additionalProperties": false}""",
        ).jsonObject,
        strict = true,
    )

    @Serializable
    data class Place(val city: String)

    /** Stands for a weather service. */
    private val forecasts = mapOf("Paris" to "18 degrees, light rain", "Lisbon" to "24 degrees, sunny")

    @JvmStatic
    fun main(arguments: Array<String>): Unit = runBlocking {
        val conversation = mutableListOf(ChatMessage.user(inputText("weather.txt")))
        openAi().use { openai ->
            var answer = openai.answer(conversation)
            while (answer.toolCalls.isNotEmpty()) {
                conversation += ChatMessage.from(answer)
                // Every call has to be answered, by its id.
                conversation += answer.toolCalls.map { call -> ChatMessage.tool(call.id!!, result(call)) }
                answer = openai.answer(conversation)
            }
            println(answer.content)
        }
    }

    private suspend fun OpenAI.answer(conversation: List<ChatMessage>): ChatCompletionMessage = chat.completions.create {
        model = GPT
        messages = conversation
        tool(weather)
    }.choices.first().message

    /** What goes wrong is a result too: the model may then try otherwise. */
    private fun result(call: ChatToolCall): String {
        println("The model calls ${call.name} with ${call.arguments}")
        val place = Json.decodeFromString<Place>(call.arguments)
        return forecasts[place.city] ?: "There is no forecast for ${place.city}."
    }
}
