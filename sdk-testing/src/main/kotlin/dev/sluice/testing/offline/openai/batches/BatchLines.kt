package dev.sluice.testing.offline.openai.batches

import dev.sluice.testing.offline.openai.files.StoredFile
import dev.sluice.testing.offline.request.Body
import dev.sluice.testing.offline.request.RequestFault

/** One request of a batch. */
internal class BatchLine(val customId: String, val body: Body)

/** The requests of a batch's file, or what is wrong with its lines, each with the line's number from 1. */
internal class BatchLines private constructor(val requests: List<BatchLine>, val problems: List<Pair<Int, String>>) {
    companion object {
        /** Reads the requests of [file], which all have to be for [endpoint]. */
        fun read(file: StoredFile, endpoint: String): BatchLines {
            val taken = HashSet<String>()
            val requests = mutableListOf<BatchLine>()
            val problems = mutableListOf<Pair<Int, String>>()
            for ((number, line) in file.lines) {
                try {
                    requests += request(Body.parse(line), endpoint, taken)
                } catch (e: RequestFault) {
                    problems += number to e.message
                }
            }
            return BatchLines(requests, problems)
        }

        private fun request(line: Body, endpoint: String, taken: MutableSet<String>): BatchLine {
            val id = line.text("custom_id") ?: throw fault("This line has no 'custom_id'.")
            if (!taken.add(id)) throw fault("The custom_id '$id' for this request is a duplicate of another request.")
            if (line.text("method") != "POST") throw fault("Invalid method '${line.text("method")}': use 'POST'.")
            if (line.text("url") != endpoint) throw fault("The URL '${line.text("url")}' does not match the batch's endpoint '$endpoint'.")
            if ("body" !in line) throw fault("This line has no 'body'.")
            return BatchLine(id, line.at("body"))
        }

        private fun fault(message: String) = RequestFault(400, message)
    }
}
