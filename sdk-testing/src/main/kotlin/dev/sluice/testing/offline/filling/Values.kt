package dev.sluice.testing.offline.filling

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import java.math.BigDecimal

/** [value] in JSON, every digit of it, never in scientific notation. */
internal fun numberOf(value: BigDecimal): JsonElement = Json.parseToJsonElement(value.toPlainString())

/** The empty schema: anything goes. */
internal val ANYTHING: JsonObject = JsonObject(emptyMap())
