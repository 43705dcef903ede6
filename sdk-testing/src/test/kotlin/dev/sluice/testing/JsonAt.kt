package dev.sluice.testing

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

/** The value that stands under these names and indexes; fails where there is none. */
fun JsonElement.at(vararg names: Any): JsonElement =
    names.fold(this) { at, name -> if (name is Int) at.jsonArray[name] else at.jsonObject.getValue(name as String) }

/** The text of the value there, a number's or null's included. */
fun JsonElement.textAt(vararg names: Any): String = at(*names).jsonPrimitive.content
