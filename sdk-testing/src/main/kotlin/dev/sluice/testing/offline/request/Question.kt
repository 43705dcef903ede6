package dev.sluice.testing.offline.request

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** What a request asks for, whichever provider's form it came in. */
internal class Question(
    val model: String,
    val turns: List<Turn>,
    /** The types that the answer may have; empty for plain text, several when the model is to choose a tool. */
    val outputs: List<Output>,
    val maxTokens: Int?,
    val isStream: Boolean,
    /** The request's body, of which the answer's ids are made. */
    val body: JsonObject,
)

/** Who says something. */
internal enum class Speaker { SYSTEM, USER, ASSISTANT }

/** One message. */
internal class Turn(
    val speaker: Speaker,
    val text: String,
    /** Whether it refuses the answer before it. */
    val isRefusal: Boolean = false,
)

/** A type that the answer may have. */
internal class Output(
    val name: String,
    val description: String?,
    val schema: JsonElement,
    /** Whether it is asked for as the input of a tool. */
    val isTool: Boolean,
)

/** The request is not one that the provider would serve. */
internal class RequestFault(
    val status: Int,
    override val message: String,
    /** The parameter at fault, where there is one. */
    val parameter: String? = null,
    /** OpenAI's `code`. */
    val code: String? = null,
) : RuntimeException(message, null, false, false)
