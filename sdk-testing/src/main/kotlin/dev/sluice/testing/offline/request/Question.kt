package dev.sluice.testing.offline.request

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** What a request asks for, whichever provider's form it came in. */
internal class Question(
    val model: String,
    val turns: List<Turn>,
    /** The type that the answer is to have; null for plain text. */
    val output: Output?,
    val tools: Tools = Tools.NONE,
    val maxTokens: Int?,
    val isStream: Boolean,
    /** The request's body, of which the answer's ids are made. */
    val body: JsonObject,
)

/** A type that the answer, or a tool's input, has. */
internal class Output(
    val name: String,
    val description: String?,
    val schema: JsonElement,
    /** Whether words may stand around the JSON, which is then in a block. */
    val isInBlock: Boolean = false,
)

/** The tools that the model is offered. */
internal class Tools(
    val offered: List<Output>,
    /** Whether one of them has to be called, whatever is asked. */
    val isRequired: Boolean,
    /** Whether several calls may stand in one answer. */
    val isParallel: Boolean,
) {
    companion object {
        val NONE = Tools(emptyList(), isRequired = false, isParallel = false)
    }
}
