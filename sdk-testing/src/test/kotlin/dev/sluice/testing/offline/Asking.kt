package dev.sluice.testing.offline

import kotlinx.serialization.json.JsonElement
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers

/** An offline model without pace or notice, and a client that asks it over HTTP as any program would. */
class Asking(configure: OfflineModel.Builder.() -> Unit = {}) : AutoCloseable {
    val offline = OfflineModel.start {
        millisPerPiece = 0
        notice = null
        configure()
    }
    private val http = HttpClient.newHttpClient()

    /** Sends to a path of OpenAI's, such as `/files`. */
    fun openAi(method: String, path: String, body: String? = null): HttpResponse<String> =
        send(request(offline.openAiBaseUrl + path).header("Authorization", "Bearer k"), method, body)

    /** Sends to a path of Anthropic's, such as `/v1/messages`. */
    fun anthropic(method: String, path: String, body: String? = null): HttpResponse<String> =
        send(request(offline.anthropicBaseUrl + path).header("x-api-key", "k").header("anthropic-version", "2023-06-01"), method, body)

    /** Sends to a path of Gemini's, such as `/v1beta/models`. */
    fun gemini(method: String, path: String, body: String? = null, key: String = "k"): HttpResponse<String> =
        send(request(offline.geminiBaseUrl + path).header("x-goog-api-key", key), method, body)

    /** Sends a form as `multipart/form-data`, its file with the name and content that [file] tells. */
    fun upload(path: String, fields: Map<String, String>, file: Pair<String, String>): HttpResponse<String> {
        val parts = fields.map { (name, value) -> "Content-Disposition: form-data; name=\"$name\"\r\n\r\n$value\r\n" } +
            "Content-Disposition: form-data; name=\"file\"; filename=\"${file.first}\"\r\n\r\n${file.second}\r\n"
        val body = parts.joinToString("", postfix = "--edge--\r\n") { "--edge\r\n$it" }
        val request = request(offline.openAiBaseUrl + path).header("Authorization", "Bearer k")
            .header("Content-Type", "multipart/form-data; boundary=edge")
        return send(request, "POST", body)
    }

    private fun request(url: String) = HttpRequest.newBuilder(URI(url))

    private fun send(request: HttpRequest.Builder, method: String, body: String?): HttpResponse<String> =
        http.send(request.method(method, body?.let(BodyPublishers::ofString) ?: BodyPublishers.noBody()).build(), BodyHandlers.ofString())

    override fun close() = offline.close()
}

/** The answer's JSON. */
val HttpResponse<String>.json: JsonElement get() = json(body())

/** The JSON of an answer that has to be good. */
val HttpResponse<String>.good: JsonElement get() = json.also { check(statusCode() == 200) { "answered ${statusCode()}: $it" } }

/** Status and words of an error. */
val HttpResponse<String>.fault: Pair<Int, String> get() = statusCode() to json["error"]["message"].string

/** The stream's events, each as its name and its data. */
val HttpResponse<String>.events: List<Pair<String, String>>
    get() = body().split("\n\n").filter { it.isNotBlank() }.map { event ->
        val fields = event.lines().associate { it.substringBefore(": ") to it.substringAfter(": ") }
        fields["event"].orEmpty() to fields.getValue("data")
    }
