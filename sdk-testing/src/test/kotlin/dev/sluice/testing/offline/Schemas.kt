package dev.sluice.testing.offline

import dev.sluice.testing.offline.filling.Filler
import dev.sluice.testing.offline.request.Conversation
import dev.sluice.testing.offline.request.Speaker
import dev.sluice.testing.offline.request.Turn
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

val text = """{"type":"string"}"""
val number = """{"type":"number"}"""
val whole = """{"type":"integer"}"""
val truth = """{"type":"boolean"}"""

fun oneOf(vararg values: String) = """{"type":"string","enum":[${values.joinToString(",") { "\"$it\"" }}]}"""

fun many(items: String) = """{"type":"array","items":$items}"""

fun orNull(schema: String) = """{"anyOf":[$schema,{"type":"null"}]}"""

/** A reference to one of the document's definitions. */
fun ref(name: String) = """{"${'$'}ref":"#/${'$'}defs/$name"}"""

/** [schema], an object, with definitions that it may refer to. */
fun withDefinitions(schema: String, vararg definitions: Pair<String, String>): String =
    """{"${'$'}defs":{${definitions.joinToString(",") { (name, type) -> "\"$name\":$type" }}},${schema.trim().drop(1)}"""

fun constant(value: String) = """{"const":"$value"}"""

fun mapTo(values: String) = """{"type":"object","additionalProperties":$values}"""

/** An object with all [properties] required, as strict schemas have it. */
fun objectOf(title: String, vararg properties: Pair<String, String>): String {
    val declared = properties.joinToString(",") { (name, schema) -> "\"$name\":$schema" }
    val required = properties.joinToString(",") { "\"${it.first}\"" }
    return """{"type":"object","title":"$title","properties":{$declared},"required":[$required],"additionalProperties":false}"""
}

/** What the offline model answers when [message] is sent and [schema] asked for. */
fun answerTo(message: String, schema: String, name: String = "answer"): JsonElement {
    val conversation = Conversation.of(listOf(Turn(Speaker.USER, message)))
    return Filler(Json.parseToJsonElement(schema), name, conversation.source, conversation.amendments).fill()
}

operator fun JsonElement.get(key: String): JsonElement = jsonObject.getValue(key)

operator fun JsonElement.get(index: Int): JsonElement = jsonArray[index]

val JsonElement.string: String get() = jsonPrimitive.also { check(it.isString) { "$it is no string" } }.content

val JsonElement.strings: List<String> get() = jsonArray.map { it.string }

val JsonElement.double: Double get() = jsonPrimitive.content.toDouble()

fun json(text: String): JsonElement = Json.parseToJsonElement(text)

fun objectWith(vararg fields: Pair<String, String?>): JsonObject = JsonObject(fields.associate { it.first to JsonPrimitive(it.second) })

fun arrayWith(vararg items: JsonElement): JsonArray = JsonArray(items.toList())
