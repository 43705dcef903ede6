@file:JvmName("JsonElements")

package dev.sluice.json

import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.JsonUnquotedLiteral

/** This value in the words of kotlinx-serialization, a copy of what is there. Numbers keep their text, so they stay exact at any length. */
@OptIn(ExperimentalSerializationApi::class)
public fun JsonValue.toJsonElement(): JsonElement = when (this) {
    is ObjectValue -> JsonObject(keys.associateWith { get(it)!!.toJsonElement() })
    is ArrayValue -> JsonArray(elements.map { it.toJsonElement() })
    is StringValue -> JsonPrimitive(string)
    is NumberValue -> JsonUnquotedLiteral(literal)
    is BooleanValue -> JsonPrimitive(value)
    NullValue -> JsonNull
}

/**
 * This element as a complete value, a copy. A lone surrogate in it becomes U+FFFD.
 *
 * @throws JsonSyntaxException when an unquoted literal in it is no JSON, such as `NaN`
 * @throws JsonLimitException when it is nested more than 500 deep
 */
public fun JsonElement.toJsonValue(): JsonValue = JsonReader(ELEMENT_LIMITS).also { it.feed(this) }.finish()

/** Not by `toString` of the whole: that of kotlinx copies each level's text into the next, and needs much stack for it. */
private fun JsonReader.feed(element: JsonElement) {
    when (element) {
        is JsonPrimitive -> feed(element.toString())

        is JsonArray -> feedAll('[', element, ']') { feed(it) }

        is JsonObject -> feedAll('{', element.entries, '}') { (key, value) ->
            feed(JsonPrimitive(key).toString())
            feed(":")
            feed(value)
        }
    }
}

private inline fun <T> JsonReader.feedAll(open: Char, all: Iterable<T>, close: Char, feedOne: (T) -> Unit) {
    feed(open.toString())
    all.forEachIndexed { at, one ->
        if (at > 0) feed(",")
        feedOne(one)
    }
    feed(close.toString())
}

/** The element is in memory already, so nothing but the depth needs a limit. */
private val ELEMENT_LIMITS = JsonLimits.Builder().apply {
    maxLength = Long.MAX_VALUE
    maxDepth = 500
    maxNumberLength = Int.MAX_VALUE
    maxKeyLength = Int.MAX_VALUE
    maxStringLength = Int.MAX_VALUE
    maxKeys = 1 shl 28
}.build()
