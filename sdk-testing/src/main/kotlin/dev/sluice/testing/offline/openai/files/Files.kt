package dev.sluice.testing.offline.openai.files

import dev.sluice.testing.Answer
import dev.sluice.testing.offline.openai.Deleted
import dev.sluice.testing.offline.openai.Listing
import dev.sluice.testing.offline.openai.OpenAiFaults
import dev.sluice.testing.offline.request.RequestFault
import dev.sluice.testing.offline.wire.Call
import dev.sluice.testing.offline.wire.Multipart
import dev.sluice.testing.offline.wire.Route
import dev.sluice.testing.offline.wire.Store

/** Files, kept in memory as long as the server lives. */
internal class Files {
    private val store = Store<StoredFile>("file-")

    val routes = listOf(
        Route("POST", PATH, ::upload),
        Route("GET", PATH) { Listing.page(it, listed(it.query("purpose")), MOST_LISTED) },
        Route("GET", "$PATH/{id}") { Answer.json(find(it.path("id")).json().toString()) },
        Route("GET", "$PATH/{id}/content") { content(find(it.path("id"))) },
        Route("DELETE", "$PATH/{id}", ::delete),
    )

    /** The file called [id]; null if there is none. */
    operator fun get(id: String): StoredFile? = store[id]

    /** Keeps a file; throws [RequestFault] if there is no room for it. */
    fun add(name: String, purpose: String, bytes: ByteArray): StoredFile {
        if (store.all.sumOf { it.bytes.size.toLong() } + bytes.size > MOST_BYTES) {
            throw RequestFault(
                400,
                "The files together would have more than $MOST_BYTES bytes: delete some.",
                "file",
                "storage_limit_exceeded",
            )
        }
        return store.add { StoredFile(it, name, purpose, bytes) }
    }

    private fun upload(call: Call): Answer {
        val form = Multipart.of(call.request)
        val purpose = form.text("purpose") ?: throw OpenAiFaults.missing("purpose")
        val file = form.file("file") ?: throw OpenAiFaults.missing("file")
        check(purpose, file)
        return Answer.json(add(file.fileName.orEmpty(), purpose, file.bytes).json().toString())
    }

    private fun check(purpose: String, file: Multipart.Part) {
        if (purpose !in PURPOSES) throw OpenAiFaults.invalid("purpose", purpose)
        if (file.bytes.isEmpty()) throw RequestFault(400, "File is empty.", "file", "invalid_file")
        if (file.bytes.size > LARGEST) {
            throw RequestFault(413, "The file has ${file.bytes.size} bytes; the offline model takes $LARGEST.", "file", "file_too_large")
        }
        if (purpose in OF_LINES && !file.fileName.orEmpty().endsWith(".jsonl")) {
            throw RequestFault(400, "Invalid file format for purpose '$purpose'. Must be .jsonl", "file", "invalid_file_format")
        }
    }

    private fun listed(purpose: String?) = store.newestFirst.filter { purpose == null || it.purpose == purpose }.map { it.json() }

    private fun content(file: StoredFile): Answer =
        Answer.builder().header("Content-Type", "application/octet-stream").bytes(file.bytes).build()

    private fun delete(call: Call): Answer {
        val id = call.path("id")
        store.remove(id) ?: throw noSuch(id)
        return Deleted.answer(id, "file")
    }

    private fun find(id: String): StoredFile = store[id] ?: throw noSuch(id)

    private fun noSuch(id: String) = OpenAiFaults.noSuch("File object", id)

    private companion object {
        const val PATH = "/v1/files"
        const val LARGEST = 8 shl 20
        const val MOST_BYTES = 64L shl 20
        const val MOST_LISTED = 10_000
        val OF_LINES = setOf("fine-tune", "batch")
        val PURPOSES = OF_LINES + setOf("assistants", "vision", "user_data", "evals")
    }
}
