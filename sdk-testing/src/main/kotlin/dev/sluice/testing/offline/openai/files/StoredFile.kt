package dev.sluice.testing.offline.openai.files

import dev.sluice.testing.offline.wire.Birth
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** A file that was uploaded, or that the server made. */
internal class StoredFile(private val birth: Birth, private val name: String, val purpose: String, val bytes: ByteArray) {
    val id: String get() = birth.id

    /** Its lines that are not blank, each with its number from 1. */
    val lines: List<IndexedValue<String>>
        get() = bytes.decodeToString().lines().mapIndexed { index, line -> IndexedValue(index + 1, line) }.filter { it.value.isNotBlank() }

    fun json(): JsonObject = buildJsonObject {
        put("id", id)
        put("object", "file")
        put("bytes", bytes.size)
        put("created_at", birth.seconds)
        put("filename", name)
        put("purpose", purpose)
        put("status", "processed")
    }
}
