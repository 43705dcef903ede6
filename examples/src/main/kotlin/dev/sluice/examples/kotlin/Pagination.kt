package dev.sluice.examples.kotlin

import dev.sluice.openai.ListRequest
import dev.sluice.transport.FileContent
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking

/** Reads a list that the server hands out page by page. */
object Pagination {
    @JvmStatic
    fun main(arguments: Array<String>): Unit = runBlocking {
        openAi().use { openai ->
            for (day in listOf("monday", "tuesday", "wednesday", "thursday", "friday")) {
                openai.files.create(FileContent.of("$day.txt", "Notes of $day".encodeToByteArray()), purpose = "user_data")
            }

            // Asks for the next page only when the items of this one have been collected: five files, two a page, three requests.
            val files = openai.files.list { limit = 2 }.take(5).toList()
            println("Files, the newest first: ${files.joinToString { it.filename.orEmpty() }}")

            // One page at a time, for a user who turns the pages.
            val first = openai.files.page(ListRequest.Builder().limit(2).build())
            println("First page: ${first.items.joinToString { it.filename.orEmpty() }}; is there another? ${first.hasNext}")
            val second = openai.files.page(ListRequest.Builder().limit(2).after(first.nextCursor).build())
            println("Second page: ${second.items.joinToString { it.filename.orEmpty() }}")

            for (file in files) openai.files.delete(file.id)
        }
    }
}
